"""Text that people typed or sent → Paper."""

from papers.read.file import family_of, from_file, review_file

__all__ = ["family_of", "from_file", "review_file"]
