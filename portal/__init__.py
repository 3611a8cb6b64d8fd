"""The portal: teachers find and book, centres publish and know who has booked, classes read together."""
