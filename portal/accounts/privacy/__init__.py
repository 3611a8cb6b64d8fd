"""What is known of an adult: given on request, erased on request, and gone by itself when nobody needs it."""
