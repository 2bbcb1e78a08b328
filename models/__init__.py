"""Models: registry, cards, recipes that train the small weights, and their evaluation."""
