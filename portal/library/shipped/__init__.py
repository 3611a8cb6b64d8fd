"""The three books that come with Foyer: written or retold by us, bound into EPUBs when the demo is made."""
