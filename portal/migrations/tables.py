"""All tables of the portal: importing this makes the metadata complete."""

from portal.accounts import models as accounts
from portal.bookings import models as bookings
from portal.bookings.feed import models as feed
from portal.bookings.policy import models as policy
from portal.db import Base
from portal.library import models as library
from portal.offers import history
from portal.offers import models as offers
from portal.offers.index import changes
from portal.offers.intake import models as intake
from portal.outbox import models as outbox
from portal.packs import models as packs
from portal.places import models as places
from portal.proposals import models as proposals
from portal.visits import models as visits

FEATURES = (
    *(accounts, bookings, changes, feed, history, intake, library),
    *(offers, outbox, packs, places, policy, proposals, visits),
)

metadata = Base.metadata
