"""What the people of a house do: book by phone, call a performance off, move it, write to everybody who booked."""
