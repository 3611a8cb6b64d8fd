"""Offers from elsewhere: read a file, compare each record with what is here, report on every row."""
