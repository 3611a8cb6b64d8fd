"""The letters about one booking: how they are put together, and those that every house and school gets."""
