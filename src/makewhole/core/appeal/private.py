"""What of an appeal is somebody's own business: its places in the forms in which it is stored.

As with claims, findings of private facts are taken out, and of a loss what was written about it.
The reasons of a decision are not: they are written to both sides, and stand in their notices.
"""

from collections.abc import Mapping
from typing import Any

from makewhole.core.claim.private import Form
from makewhole.core.terms.model import Privacy


def places_in_event(event: Form, private: Mapping[str, Privacy], *, of_loss: bool) -> list[str]:
    """Answer the private places of an event of an appeal."""
    found = event.get("found")
    places = []
    if isinstance(found, dict):
        places += _of_finding(found, "found", private, of_loss=of_loss)
    elif found is not None:
        for i, one in enumerate(found):
            places += _of_finding(one, f"found/{i}", private, of_loss=of_loss)
    if of_loss and isinstance(event.get("reasons"), str):
        places += ["reasons", "new_evidence"]
    return places


def places_in_appeal(appeal: Form, private: Mapping[str, Privacy], *, of_loss: bool) -> list[str]:
    """Answer the private places of a folded appeal."""
    places = ["reasons", "new_evidence"] if of_loss else []
    for i, finding in enumerate(appeal["findings"]):
        places += _of_finding(finding["found"], f"findings/{i}/found", private, of_loss=of_loss)
    return places


def _of_finding(
    found: Any, place: str, private: Mapping[str, Privacy], *, of_loss: bool
) -> list[str]:
    places = [f"{place}/value"] if found["fact"] in private else []
    return [*places, f"{place}/reason"] if of_loss or places else []
