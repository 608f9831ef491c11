"""What papers rest on: sources with the consent of people, the passages that need them."""
