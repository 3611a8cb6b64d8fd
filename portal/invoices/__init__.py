"""Invoices, credit notes, payments and the bank, above the bookings whose money they are."""

# Whoever has anything to do with invoices has them told to the journal.
from portal.invoices import journal as journal
