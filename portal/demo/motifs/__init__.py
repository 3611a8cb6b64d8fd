"""Motifs of the demo region's pictures: one function each, named after what it cuts out."""

from portal.demo.motifs import animals, people, places, things
from portal.demo.motifs.registry import MOTIFS, Motif

__all__ = ["MOTIFS", "Motif", "animals", "people", "places", "things"]
