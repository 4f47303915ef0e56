"""A terms file as an editor sees it: YAML 1.2, whose days are text and whose `no` is a word."""

import re
from typing import Any

import yaml


class EditorsLoader(yaml.SafeLoader):
    """Reads scalars by the core schema of YAML 1.2."""

    yaml_implicit_resolvers: dict[str, Any] = {}


for _tag, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
):
    EditorsLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), list(_first)
    )


def read_as_editors_do(text: str) -> Any:
    """Answer the values of a file."""
    return yaml.load(text, Loader=EditorsLoader)  # noqa: S506 - a safe loader of our own
