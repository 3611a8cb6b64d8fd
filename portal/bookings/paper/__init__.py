"""Bookings on paper: the list at the door, and the confirmation that hangs in the staff room."""
