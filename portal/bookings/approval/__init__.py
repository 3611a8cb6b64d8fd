"""A house that says yes or no to each request."""
