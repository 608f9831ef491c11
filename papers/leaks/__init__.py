"""Finds names that must stay inside in what is about to leave: in any spelling, in every corner of a file."""

from papers.leaks.look import Place, Search, Secret
from papers.leaks.mail import places_in_mail
from papers.leaks.read import places_in

__all__ = ["Place", "Search", "Secret", "places_in", "places_in_mail"]
