"""The lint rules, a module per subject. `content.lint` runs them all."""
