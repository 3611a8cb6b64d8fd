"""One painter per thing that can be on the board."""
