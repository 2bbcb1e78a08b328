"""The board in a real browser: many calls, many changes a second; and many boards at once."""
