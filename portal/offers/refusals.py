"""Status and words of this feature's refusals, for pages and problem documents. Importing it registers them."""

from portal.offers import errors
from portal.web.refusals import Page, show

show(
    errors.OfferUnknown,
    Page(404, "Dit stuk is van de affiche", "Deze voorstelling bestaat niet of speelt niet meer."),
)
show(
    errors.PerformanceUnknown,
    Page(404, "We vinden die voorstelling niet", "Ze staat niet (meer) op het programma."),
)
