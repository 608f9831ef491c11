"""The document engine: text in, agreed and verifiable documents out. Pure: no web, no database, no clock."""
