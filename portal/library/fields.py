"""Fields that the forms of the library share."""

from typing import Any

from wtforms import DateField, IntegerField


class Day(DateField):
    """A day, refused in Dutch. Also as people type it where the browser has no calendar to pick from."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, format=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"], **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Vul een datum in, als 31-01-2027.") from None


class WholeNumber(IntegerField):
    """A whole number, refused in Dutch."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Vul een geheel getal in.") from None
