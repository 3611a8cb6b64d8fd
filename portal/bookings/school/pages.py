"""`/school`: the desk of a school. The pages of its basket, its maximum bill and its transport hang here."""

from flask import Blueprint

from portal.bookings.basket import pages as basket
from portal.bookings.budget import pages as budget

blueprint = Blueprint("school", __name__, template_folder="../templates")
for _feature in (basket, budget):
    blueprint.register_blueprint(_feature.blueprint)
