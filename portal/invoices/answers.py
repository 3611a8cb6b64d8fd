"""Files of invoices as answers: nobody between keeps them."""

from flask import Response

from portal.invoices.document import Document


def saved(data: bytes | str, kind: str, name: str) -> Response:
    """A file that a browser keeps."""
    return _file(data, kind, name, "attachment")


def shown(data: bytes | str, kind: str, name: str) -> Response:
    """A file that a browser shows."""
    return _file(data, kind, name, "inline")


def paper(document: Document, name: str = "", *, open_cents: int | None = None) -> Response:
    """The PDF of an invoice, under its own name or this one; `open_cents` is what it asks for now."""
    # Here and not above: the library takes half a second to import, which every start of a program would pay.
    from portal.invoices.pdf import pdf_of

    return shown(pdf_of(document, open_cents), "application/pdf", f"{name or document.file_name}.pdf")


def _file(data: bytes | str, kind: str, name: str, look: str) -> Response:
    answer = Response(data, content_type=kind)
    answer.headers["Content-Disposition"] = f'{look}; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
