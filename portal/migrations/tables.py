"""All tables of the portal: importing this makes the metadata complete."""

from portal.accounts import models as accounts
from portal.accounts.keys import models as keys
from portal.accounts.people import models as people
from portal.bookings import models as bookings
from portal.bookings.basket import models as basket
from portal.bookings.budget import models as budget
from portal.bookings.door import models as door
from portal.bookings.feed import models as feed
from portal.bookings.house import models as house
from portal.bookings.letters import reminders
from portal.bookings.needs import models as needs
from portal.bookings.policy import models as policy
from portal.bookings.rounds import models as rounds
from portal.bookings.seating import models as seating
from portal.bookings.transport import models as transport
from portal.bookings.waiting import models as waiting
from portal.db import Base
from portal.invoices import models as invoices
from portal.library import models as library
from portal.library.choosing import models as choosing
from portal.library.lending import models as lending
from portal.library.marks import models as marks
from portal.library.reading import models as reading
from portal.library.together import models as together
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
    *(accounts, basket, bookings, budget, changes, choosing, door, feed, history, house, intake, invoices, library),
    *(needs, offers, outbox, packs, places, policy, proposals, reminders, rounds, seating, transport, visits),
    *(keys, lending, marks, people, reading, together, waiting),
)

metadata = Base.metadata
