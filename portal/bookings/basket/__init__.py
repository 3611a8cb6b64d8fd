"""What somebody means to book over several houses, and booking it all at once."""
