"""The rules of the game: values and functions only, so that undo, replay, tests and the bot are the same code."""
