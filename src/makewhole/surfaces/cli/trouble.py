"""What a run of the worker did and could not do, as `advance` and `work` tell it."""

from collections.abc import Sequence
from uuid import UUID

from makewhole.surfaces.cli.console import Exit, counted
from makewhole.surfaces.jobs.effects import PutOff
from makewhole.surfaces.jobs.worker import Worked

SHOWN_MAX = 20

_WORDS = {
    "payout": "the payout",
    "rail": "the rail's answer to the payout",
    "notices": "the notices",
    "mail": "the mail",
    "changes": "what would have changed the determination",
}


def work_done(worked: Worked) -> str:
    """Answer what was done, for a person."""
    told = counted(worked.notices, "step was", "steps were")
    clocks, payouts = counted(worked.clocks, "clock"), counted(worked.payouts, "payout")
    return f"{clocks} ran out, {payouts} moved, {told} told."


def documents(worked: Worked) -> dict[str, object]:
    """Answer what could not be done, for a program."""
    return {
        "claims_not_handled": {
            _named(worked, claim): why for claim, why in worked.claims_failed.items()
        },
        "parts_not_worked": dict(worked.parts_failed),
        "put_off": [
            {
                "claim": _named(worked, one.claim_id) if one.claim_id is not None else None,
                "kind": one.kind,
                "why": one.why,
                "again_at": one.again_at.isoformat(),
            }
            for one in worked.put_off.values()
        ],
    }


def sentences(worked: Worked) -> str:
    """Answer what could not be done, for a person: nothing where all was done."""
    told = ""
    if worked.claims_failed:
        shown = [f"{_named(worked, claim)} ({why})" for claim, why in worked.claims_failed.items()]
        count = len(shown)
        told += (
            f"\n{counted(count, 'claim')} could not be handled: "
            f"{_listed(shown)}. Nothing of them was written; all others moved."
        )
    if worked.put_off:
        shown = [_put_off(worked, one) for one in worked.put_off.values()]
        told += (
            f"\n{counted(len(shown), 'step')} could not be carried out "
            f"and {'was' if len(shown) == 1 else 'were'} put off: {_listed(shown)}. "
            "Each is tried again then, and nothing is paid twice; all others went on."
        )
    if worked.parts_failed:
        shown = [f"{part} ({why})" for part, why in worked.parts_failed.items()]
        told += (
            f"\nThis could not be worked, and is tried again by the next run: {', '.join(shown)}."
        )
    return told


def _named(worked: Worked, claim_id: UUID) -> str:
    """Answer what people call a claim; one that no row has is called by its id."""
    return worked.references.get(claim_id, str(claim_id))


def _put_off(worked: Worked, one: PutOff) -> str:
    of = (
        f"claim {_named(worked, one.claim_id)}"
        if one.claim_id is not None
        else "an unreadable effect"
    )
    what = _WORDS.get(one.kind, one.kind)
    return f"{what} of {of} ({one.why}, again at {one.again_at:%Y-%m-%d %H:%M} UTC)"


def _listed(shown: Sequence[str]) -> str:
    more = f" and {len(shown) - SHOWN_MAX:,} more" if len(shown) > SHOWN_MAX else ""
    return ", ".join(shown[:SHOWN_MAX]) + more


def exit_of(worked: Worked) -> Exit:
    """Answer how the command ends."""
    return Exit.DONE if worked.is_whole else Exit.FOUND_PROBLEMS
