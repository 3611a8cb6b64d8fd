"""The desk of a school: all its bookings, and what is to be done next."""
