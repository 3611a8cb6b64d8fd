"""At the door: who is expected, who came, and what is owed for it."""
