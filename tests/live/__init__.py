"""Running calls end to end: real senders, sockets, desk and small models."""
