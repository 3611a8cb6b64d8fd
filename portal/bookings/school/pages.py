"""`/school`: the desk of a school. The pages of its basket, its maximum bill and its transport hang here."""

from flask import Blueprint

from portal.bookings.basket import pages as basket
from portal.bookings.budget import pages as budget
from portal.bookings.transport import pages as transport

blueprint = Blueprint("school", __name__, template_folder="../templates")
for _feature in (basket, budget, transport):
    blueprint.register_blueprint(_feature.blueprint)
