"""Who acts for which house: invitations, roles given and taken away, and teachers who ask to join their school."""
