"""`makewhole terms schema`: the JSON Schema by which an editor completes and marks terms files."""

import argparse
import json

from makewhole.core.terms.json_schema import json_schema
from makewhole.surfaces.cli.console import Console, Exit
from makewhole.surfaces.cli.main import with_json


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    with_json(parser)


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """Print the schema; with `--json` on one line."""
    del arguments
    schema = json_schema()
    console.answer(schema, json.dumps(schema, indent=2))
    return Exit.DONE
