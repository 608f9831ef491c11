"""The relay beside Hocuspocus and y-websocket: the same load, in the same run, each asking for a token."""
