"""`make bench`: speed and memory of voicemon beside the peer's, in one run on one machine."""
