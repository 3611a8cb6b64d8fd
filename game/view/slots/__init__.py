"""What can be touched in the play of each kind of scene: pure geometry, a module per kind."""
