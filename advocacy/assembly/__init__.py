"""Assembly: pages and documents that read across the rooms: the home page, the decision file, the demo coalition."""
