"""What a level stands for: the share of reviewers who would call the customer frustrated.

Neighbouring levels are mistaken for each other (`models/labels/README.md`); the shares are set by
hand, the same for the text heads, the filter and the measure of the band.
"""

SHARE = (0.03, 0.15, 0.75, 0.95, 0.98)
"""Of levels 0, 1, 2, 3 and 4."""
