"""A sheet of cards for a class: the same code on each, to lay on every desk. No names."""

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.extensions import db
from portal.library.access import school_set
from portal.library.reading.blueprint import blueprint
from portal.library.titles.queries import title_by_id
from portal.web.access import for_school, settings


@blueprint.get("/klassets/<int(max=2147483647):set_id>/kaartjes")
@for_school
def cards(set_id: int) -> ResponseReturnValue:
    made = school_set(set_id)
    return render_template(
        "library/cards.html",
        made=made,
        title=title_by_id(db.session, made.title_id),
        address=f"{settings().base_url}/klas".partition("://")[2],
    )
