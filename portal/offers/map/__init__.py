"""Our own drawing of Flanders and Brussels, as a filter of the search and as a small map on an offer's page."""
