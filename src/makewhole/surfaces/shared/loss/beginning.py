"""Where a loss begins: which product of an order did the harm. What is begun is a draft."""

from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from makewhole.apps.claims.commands import Filed, file_claim
from makewhole.apps.claims.filing import Filing
from makewhole.apps.claims.translate import order_on_file
from makewhole.apps.orders.queries import OrderSnapshot
from makewhole.apps.parties.queries import display_names
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.order import LineOnFile, OrderOnFile
from makewhole.core.claim.stages import Ground
from makewhole.core.claim.values import Line
from makewhole.core.kernel.outcome import Refused
from makewhole.surfaces.shared.access import Person
from makewhole.surfaces.shared.acting import by_of
from makewhole.surfaces.shared.answers import Answered, read_answer
from makewhole.surfaces.shared.claim_keys import claim_id_of, new_key
from makewhole.surfaces.shared.claim_parts import Question
from makewhole.surfaces.shared.desk import Desk, frame
from makewhole.surfaces.shared.dossier.items import title_on
from makewhole.surfaces.shared.loss.pages import BeginPage, ProductRow, Where
from makewhole.surfaces.shared.render import render_page


@dataclass(frozen=True, slots=True)
class Beginning:
    """A loss that somebody begins on an order: at whose desk, for whom."""

    where: Where
    at: Desk
    person: Person
    snapshot: OrderSnapshot
    caller: str = ""

    @property
    def order(self) -> OrderOnFile:
        return order_on_file(self.snapshot)


@dataclass(frozen=True, slots=True)
class _Chosen:
    line: Line | None
    units: str = ""
    error: str = ""
    units_error: str = ""


def begin(request: HttpRequest, on: Beginning) -> HttpResponse:
    """Ask which product it was, and begin the draft; the same form once more finds the same one."""
    sent = request.POST if request.method == "POST" else request.GET
    chosen = _read(on, sent)
    if request.method != "POST":
        return render_page(request, "loss/begin.html", _page(on, sent, _Chosen(chosen.line)))
    if chosen.line is None:
        return render_page(request, "loss/begin.html", _page(on, sent, chosen), status=422)
    result = _draft(on, sent, chosen.line)
    if isinstance(result, Filed):
        return _to(on, result.reference)
    if result.reason == "claim_exists_already":
        return _to(on, str(result.facts["reference"]))
    page = _page(on, sent, chosen, refused=result)
    return render_page(request, "loss/begin.html", page, status=409)


def _draft(on: Beginning, sent: QueryDict, line: Line) -> Filed | Refused:
    at, order = on.at, on.order
    claim_id = claim_id_of(sent.get("key", ""), order.order_id, on.person.party_id)
    if isinstance(claim_id, Refused):
        return claim_id
    filing = Filing(
        order_id=order.order_id,
        lines=(line,),
        ground=Ground.PROPERTY_DAMAGE,
        by=by_of(on.person),
        is_draft=True,
        claim_id=claim_id,
    )
    return file_claim(marketplace_id=at.marketplace_id, filing=filing, at=at.now)


def _to(on: Beginning, reference: str) -> HttpResponse:
    return HttpResponseRedirect(reverse(on.where.matter, args=[reference, "next"]))


def _read(on: Beginning, sent: QueryDict) -> _Chosen:
    """Read which line it was, and how many pieces; one line alone needs no choice."""
    lines = on.order.lines
    found = next((line for line in lines if str(line.number) == sent.get("line", "")), None)
    if found is None and len(lines) == 1:
        found = lines[0]
    if found is None:
        return _Chosen(None, error=_("Choose the product that did the harm."))
    units = sent.get(f"fact-units-{found.number}", "").strip()
    if not units:
        return _Chosen(Line(found.number, found.quantity))
    read = read_answer(
        _units(found), given=units, does_not_know=False, now=on.at.now, zone=on.at.zone
    )
    if isinstance(read, Answered) and isinstance(read.value, int):
        return _Chosen(Line(found.number, read.value), units)
    error = "" if isinstance(read, Answered) else read.error
    return _Chosen(None, units, units_error=error)


def _units(line: LineOnFile) -> Question:
    return Question(
        fact="units",
        line=line.number,
        ask=_("How many pieces did harm?"),
        kind="number",
        least=1,
        most=line.quantity,
        instead="empty",
        hint=_("You bought %(bought)s. Leave it empty for all of them.")
        % {"bought": line.quantity},
    )


def _page(
    on: Beginning, sent: QueryDict, chosen: _Chosen, *, refused: Refused | None = None
) -> BeginPage:
    at, order = on.at, on.order
    sellers = {line.seller_id for line in order.lines if line.seller_id is not None}
    with transaction(at.marketplace_id):
        names = display_names(marketplace_id=at.marketplace_id, party_ids=sellers)
    picked = sent.get("line", "") or (str(order.lines[0].number) if len(order.lines) == 1 else "")
    return BeginPage(
        where=on.where,
        frame=frame(at, person=on.person),
        number=order.external_id,
        ordered_on=order.placed_on,
        caller=on.caller,
        rows=tuple(
            ProductRow(
                number=line.number,
                title=title_on(order, line.number),
                seller=names.get(line.seller_id, "") if line.seller_id else "",
                is_chosen=str(line.number) == picked,
                units=_typed_units(line, chosen, sent) if line.quantity > 1 else None,
            )
            for line in order.lines
        ),
        key=sent.get("key", "") or new_key(order.order_id, on.person.party_id),
        error=chosen.error,
        refused=refused,
    )


def _typed_units(line: LineOnFile, chosen: _Chosen, sent: QueryDict) -> Question:
    is_picked = sent.get("line", str(line.number)) == str(line.number)
    given = sent.get(f"fact-units-{line.number}", "")
    return replace(_units(line), given=given, error=chosen.units_error if is_picked else "")


def order_number(request: HttpRequest) -> str:
    """Answer which order the form or the address names; no stored number has a NUL character."""
    sent = request.POST if request.method == "POST" else request.GET
    number = sent.get("number", "").strip()
    if "\x00" in number:
        raise Http404
    return number
