"""Bulk data that anybody can make again: `foyer portal seed --offers N --seed S`."""
