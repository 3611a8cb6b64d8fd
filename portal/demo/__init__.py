"""The demo region: what a newcomer's first command fills an empty database with."""
