"""Who sits where in halls with a plan: a class together, its companions among it, wheelchairs beside somebody."""
