"""The inbox of one reader, or of everybody with a role: one shape for all audiences."""

from makewhole.apps.notices.queries import count_inbox, inbox
from makewhole.apps.tenancy.transactions import transaction
from makewhole.surfaces.shared.access import Person
from makewhole.surfaces.shared.desk import Desk, frame
from makewhole.surfaces.shared.dossier.head import notice_rows
from makewhole.surfaces.shared.listing import ROWS, Place, on_this_page
from makewhole.surfaces.shared.pages import InboxPage


def inbox_page(at: Desk, person: Person, place: Place, *, audience: str = "") -> InboxPage:
    """Answer what was told to one person, or to an audience of which this person is on duty."""
    party_id = None if audience else person.party_id
    with transaction(at.marketplace_id):
        total, unread = count_inbox(
            marketplace_id=at.marketplace_id, party_id=party_id, audience=audience
        )
        found = inbox(
            marketplace_id=at.marketplace_id,
            party_id=party_id,
            audience=audience,
            limit=ROWS + 1,
            offset=place.offset,
        )
    return InboxPage(
        frame=frame(at, person=person, unread=unread),
        notices=notice_rows(on_this_page(found)),
        pager=place.pager(found, total),
        is_shared=bool(audience),
    )
