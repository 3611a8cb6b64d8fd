"""Status and words of this feature's refusals, for pages and problem documents. Importing it registers them."""

from portal.visits import errors
from portal.visits.models import SMALLEST_CLASS
from portal.web.refusals import Page, show

show(
    errors.GroupTooSmall,
    Page(
        422,
        "De groep is te klein om iets te bewaren",
        f"In een groep van minder dan {SMALLEST_CLASS} zegt een aantal iets over een kind. Er is niets bewaard.",
    ),
)
