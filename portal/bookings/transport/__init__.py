"""How classes come to a house, the list of buses of a day, and seats shared with a school nearby."""
