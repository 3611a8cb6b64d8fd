"""What somebody in a class needs to follow a show, as counts."""
