"""Offers: what centres programme for schools; finding, showing and (later) publishing them."""
