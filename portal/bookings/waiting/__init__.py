"""The waiting list of whole classes: who is next, what is offered and for how long, and the pages about it."""
