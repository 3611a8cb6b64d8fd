"""The pack format as JSON Schema, for editors and other programs; made from the models, so never behind them."""

from typing import Any

from content.model import FORMAT, Pack


def json_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of pack.json."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:foyer:pack:{FORMAT}",
        **Pack.model_json_schema(),
    }
