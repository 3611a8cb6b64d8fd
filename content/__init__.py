"""The shared kernel: the pack format and the packs. Imports neither program."""
