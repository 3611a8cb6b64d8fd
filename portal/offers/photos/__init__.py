"""Pictures of offers: taken in, re-encoded, kept by content, cleaned up."""
