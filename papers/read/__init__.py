"""Text that people typed or sent → Paper."""
