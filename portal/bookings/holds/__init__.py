"""Seats that wait for a yes of the school: of any of its teachers, or of its head."""
