"""Library: the charter, the instruments that papers cite, and the glossary."""
