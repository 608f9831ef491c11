"""Tests of somebody who wishes the house ill: withheld names, bad input, races, and forged requests."""
