"""Preference rounds: schools say in a window what they would like best, a lottery that anyone can redo decides."""
