"""Contacts: the register of offices that receive papers, who holds them, and how they are addressed."""
