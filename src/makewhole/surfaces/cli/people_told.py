"""What was set for one of our people, as a document and as a line."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from makewhole.apps.parties.mandates import Setting
from makewhole.apps.parties.queries import PartyFacts
from makewhole.core.kernel.money import format_minor


def setting_document(
    person: PartyFacts, setting: Setting, names: Mapping[UUID, str], at: datetime
) -> dict[str, Any]:
    """Answer one version of what was set; an absence that is over is left out."""
    is_away = setting.away_until is not None and at < setting.away_until
    return {
        "ref": person.external_ref,
        "version": setting.version,
        "limits": {
            currency: format_minor(limit, currency) for currency, limit in setting.limits.items()
        },
        "skills": list(setting.skills),
        "away_until": setting.away_until.isoformat() if is_away and setting.away_until else None,
        "deputy": names.get(setting.deputy_id) if is_away and setting.deputy_id else None,
        "set_by": setting.set_by,
        "set_at": setting.set_at.isoformat(),
    }


def setting_line(document: Mapping[str, Any]) -> str:
    """Answer the same in a line; empty where nothing was set."""
    if "version" not in document:
        return ""
    limits = ", ".join(f"{amount} {code}" for code, amount in document["limits"].items())
    parts = [
        f"alone up to {limits}" if limits else "limits of the role",
        f"skills: {', '.join(document['skills']) or 'none'}",
    ]
    if document["away_until"]:
        stands_in = f", {document['deputy']} stands in" if document["deputy"] else ""
        parts.append(f"away until {document['away_until']}{stands_in}")
    return "; ".join(parts)
