"""Scripts that make the committed pictures and sounds; nothing here runs in the game."""
