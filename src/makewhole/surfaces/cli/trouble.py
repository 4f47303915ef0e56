"""What a run of the worker could not do, as `advance` and `work` tell it."""

from makewhole.surfaces.cli.console import Exit
from makewhole.surfaces.jobs.worker import Worked

SHOWN_MAX = 20


def documents(worked: Worked) -> dict[str, object]:
    """Answer what could not be done, for a program."""
    return {
        "claims_not_handled": {str(claim): why for claim, why in worked.claims_failed.items()},
        "parts_not_worked": dict(worked.parts_failed),
    }


def sentences(worked: Worked) -> str:
    """Answer what could not be done, for a person: nothing where all was done."""
    told = ""
    if worked.claims_failed:
        shown = [f"{claim} ({why})" for claim, why in worked.claims_failed.items()]
        more = f" and {len(shown) - SHOWN_MAX:,} more" if len(shown) > SHOWN_MAX else ""
        count = len(shown)
        told += (
            f"\n{count:,} {'claim' if count == 1 else 'claims'} could not be handled: "
            f"{', '.join(shown[:SHOWN_MAX])}{more}. Nothing of them was written; all others moved."
        )
    if worked.parts_failed:
        shown = [f"{part} ({why})" for part, why in worked.parts_failed.items()]
        told += (
            f"\nThis could not be worked, and is tried again by the next run: {', '.join(shown)}."
        )
    return told


def exit_of(worked: Worked) -> Exit:
    """Answer how the command ends."""
    return Exit.DONE if worked.is_whole else Exit.FOUND_PROBLEMS
