"""Dates that school and house agree on: propose, counter, accept."""
