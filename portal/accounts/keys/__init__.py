"""What opens an account: its password, a forgotten one, the second factor, and keys for programs."""
