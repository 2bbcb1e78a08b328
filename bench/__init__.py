"""Speed beside the peer, measured in one run on one machine."""
