"""Who booked and who paid: from the ledger alone."""
