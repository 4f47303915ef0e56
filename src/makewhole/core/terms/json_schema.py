"""The shapes of terms files as one JSON Schema, by which editors complete keys and mark slips."""

from makewhole.core.terms import shapes
from makewhole.core.terms.shape import NAMES, Shape

_ALL = tuple(shape for shape in vars(shapes).values() if isinstance(shape, Shape))


def json_schema() -> dict[str, object]:
    """Answer the schema of a terms file, of a pack (it has a `base`), or of golden claims.

    Draft 7, which the language servers of all common editors read.
    """
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Terms of makewhole",
        "type": "object",
        "if": {"required": ["golden"]},
        "then": shapes.GOLDEN.here,
        "else": {
            "if": {"required": ["base"]},
            "then": shapes.PACK.here,
            "else": shapes.TERMS.here,
        },
        "definitions": {**NAMES, **{shape.name: shape.definition for shape in _ALL}},
    }
