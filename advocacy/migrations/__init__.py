"""The steps by which tables of an older version become those of this one."""
