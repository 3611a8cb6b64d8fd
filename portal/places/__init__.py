"""Municipalities, postal codes, distances and the school calendar."""
