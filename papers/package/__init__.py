"""Packages: one letter for each recipient, joined with the statement and its annexes, sealed last; many at a time."""

from papers.package.make import make_packages
from papers.package.order import Failed, Made, Order, Progress, Seal, Store, Wanted

__all__ = ["Failed", "Made", "Order", "Progress", "Seal", "Store", "Wanted", "make_packages"]
