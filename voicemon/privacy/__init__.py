"""Privacy: what must not be kept is masked before anything is stored, logged or sent.

Comes in: transcripts in the order they were spoken, audio blocks, free text. Goes out: the same
with card numbers, security codes, PINs, passwords, phone numbers, national ids and e-mail addresses
masked, and the spans of time in which they were spoken. Must not know: the web, the store, models.

Decisions:
* People speak numbers. Words become digits first (`spoken`); shape, checksum and what was asked for
  (`prompts`) then decide, so that an order number stays and a card number goes, even misheard.
* When in doubt about a number that was asked for as a secret, mask; about any other number, keep.
* Everything is pattern, checksum and context, in process and deterministic. phonenumbers knows the
  world's numbering plans; presidio's recognizers were tried and left out: their package loads spaCy
  and torch (seconds, hundreds of megabytes) to run patterns that know nothing of spoken digits.
* The last four digits of a card ("ending in 4242") are kept, as PCI DSS 3.4 allows.
"""
