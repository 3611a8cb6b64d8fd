"""Scripts that make the committed pictures and sounds, and the paper kit they and the game's cards are cut with."""
