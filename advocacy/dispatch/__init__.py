"""Dispatch: packages of letter and statement, one for each office, released by a second person, sent one by one."""
