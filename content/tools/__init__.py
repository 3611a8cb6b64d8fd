"""Scripts that make or tidy committed packs, each documented."""
