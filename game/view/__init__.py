"""Everything that is seen and heard: geometry, paper, light, motion, sound, and a painter per scene kind."""
