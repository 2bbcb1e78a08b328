"""`python -m voicemon`."""

from voicemon.cli import main

main()
