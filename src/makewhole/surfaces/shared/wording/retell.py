"""The timeline: what each event of a claim tells this reader. None: it does not concern them."""

from django.utils.translation import gettext as _

from makewhole.core.claim import events as e
from makewhole.core.claim.stages import RETURN_PROOF, ClosedAs, ReturnState
from makewhole.core.claim.time_events import TimeEvent
from makewhole.core.claim.values import By, Role
from makewhole.core.clocks.clock import Actor
from makewhole.core.kernel.money import Money
from makewhole.surfaces.shared.formats import money_text
from makewhole.surfaces.shared.wording.labels import ground_label, role_label
from makewhole.surfaces.shared.wording.retell_losses import retell_loss
from makewhole.surfaces.shared.wording.retell_time import retell_time
from makewhole.surfaces.shared.wording.turns import Reader


def retell(  # noqa: C901, PLR0912 - one flat line for each event, and mypy sees that none is missing
    event: e.Event, reader: Reader, currency: str
) -> str | None:
    """Tell one event in a sentence; amounts are of the claim's `currency`."""
    match event:
        case e.ClaimDrafted():
            return _began(event.by, reader)
        case e.ClaimFiled():
            return _filed(event, reader)
        case e.FactStated():
            return _stated(event, reader)
        case e.SellerAwaited():
            return _("The seller was given time to put it right first.")
        case e.ClaimantAsked():
            return _asked(reader)
        case e.ClaimReferred():
            return _("A person was asked to look at the claim.")
        case e.PutToSeller():
            return _put_to_seller(reader)
        case e.SellerAnswered():
            return _answered(event, reader)
        case e.PartyReminded():
            return _reminded(event, reader)
        case e.SilencePresumed():
            return _silent(event, reader)
        case e.ReturnAwaited() | e.ReturnMoved():
            return _return_moved(event, reader)
        case e.PersonAwaited():
            return _("The terms settle it; a person has to decide.")
        case e.DeterminationSeconded():
            return _("One of two people agreed.") if reader == "handler" else None
        case e.ClaimAssigned():
            return _assigned(event) if reader == "handler" else None
        case e.ReviewEscalated():
            return _("Our time ran out, and a lead handler took it up.")
        case e.ClaimDetermined():
            return _determined(event, reader, currency)
        case e.TakenUpOnAppeal() | e.CostContested() | e.ContestEnded():
            return _appealed(event, reader, currency)
        case e.PayoutOrdered():
            return _paid(event.amount_minor, currency, reader)
        case e.PayoutAwaited():
            return _("All is decided; the money is still on its way.")
        case e.PayoutSettled():
            return _("Your money arrived.") if reader == "buyer" else _("The money arrived.")
        case e.PayoutFailed():
            return _payout_failed(reader)
        case e.ClaimClosed():
            return _closed(event.closed_as)
        case _ if isinstance(event, TimeEvent):
            return retell_time(event)
        case _:
            return retell_loss(event, reader, currency)


def _appealed(
    event: e.TakenUpOnAppeal | e.CostContested | e.ContestEnded, reader: Reader, currency: str
) -> str:
    match event:
        case e.TakenUpOnAppeal():
            return _("Somebody who took no part looked again: another answer is due.")
        case e.CostContested():
            if reader == "seller":
                return _("You contested the cost.")
            return _("The seller contested the cost; what was refunded stays refunded.")
        case e.ContestEnded(freed_minor=freed) if freed > 0:
            amount = {"amount": money_text(Money(freed, currency))}
            return _("The programme bears %(amount)s of the cost.") % amount
        case _:
            return _("The contest is over; the cost stays with the seller.")


def _assigned(event: e.ClaimAssigned) -> str:
    reason = {"reason": event.reason.rstrip(".")}
    if event.to is None:
        return _("The claim was given back to the queue: %(reason)s.") % reason
    if event.to == event.by:
        return _("One of our people took the claim.")
    return _("The claim was handed over: %(reason)s.") % reason


def _began(by: By, reader: Reader) -> str | None:
    if by.decides_as_a_person:
        return (
            _("One of our people began this claim with you.")
            if reader == "buyer"
            else (
                _("One of our people began this claim with the buyer.")
                if reader == "handler"
                else None
            )
        )
    if by.role is not Role.CLAIMANT:
        return _("We opened this claim from the facts we have.") if reader != "seller" else None
    return _("You began this claim.") if reader == "buyer" else None


def _filed(event: e.ClaimFiled, reader: Reader) -> str:
    names = {"ground": ground_label(event.ground).lower()}
    if event.by.role is not Role.CLAIMANT:
        return _("The claim was filed for the buyer: %(ground)s.") % names
    if reader == "buyer":
        return _("You filed the claim: %(ground)s.") % names
    return _("The buyer filed the claim: %(ground)s.") % names


def _stated(event: e.FactStated, reader: Reader) -> str | None:
    if event.fact == RETURN_PROOF and event.by.role is Role.CLAIMANT:
        return _shown_sent(event, reader)
    if event.by.role is Role.CLAIMANT:
        return _("You answered us.") if reader == "buyer" else _("The buyer answered us.")
    if event.by.role is Role.SELLER:
        return _stated_by_seller(event, reader)
    if event.by.decides_as_a_person:
        return _("A handler looked and recorded a finding.")
    source = {"source": role_label(event.by.role)}
    return _("News came from: %(source)s.") % source if reader == "handler" else None


def _shown_sent(event: e.FactStated, reader: Reader) -> str:
    is_buyer = reader == "buyer"
    match event.value:
        case "tracked":
            return (
                _("You gave the tracking number.")
                if is_buyer
                else _("The buyer gave the tracking number.")
            )
        case "receipt":
            return (
                _("You said that you have a receipt.")
                if is_buyer
                else _("The buyer said that they have a receipt.")
            )
        case _:
            return (
                _("You said that nothing shows that you sent it.")
                if is_buyer
                else _("The buyer said that nothing shows that it was sent.")
            )


def _stated_by_seller(event: e.FactStated, reader: Reader) -> str:
    if event.line is None:
        return _("You told us more.") if reader == "seller" else _("The seller told us more.")
    if reader == "seller":
        return _("You said what the goods are worth that came back.")
    return _("The seller said what the goods are worth that came back.")


def _asked(reader: Reader) -> str:
    if reader == "buyer":
        return _("We asked you for something.")
    return _("We asked the buyer for something.")


def _put_to_seller(reader: Reader) -> str:
    if reader == "seller":
        return _("The claim was put to you.")
    return _("The claim was put to the seller.")


def _answered(event: e.SellerAnswered, reader: Reader) -> str:
    accepted = event.answer == "accepted"
    if event.carried_from is not None:
        if reader == "seller":
            return _("Your rejection of the earlier claim stands.")
        return _("The seller's rejection of the earlier claim stands.")
    if reader == "seller":
        return _("You accepted the claim.") if accepted else _("You rejected the claim.")
    return _("The seller accepted the claim.") if accepted else _("The seller rejected the claim.")


def _reminded(event: e.PartyReminded, reader: Reader) -> str | None:
    is_seller = event.actor is Actor.SELLER
    if reader == ("seller" if is_seller else "buyer"):
        return _("We reminded you of the time you have.")
    if reader == "handler":
        return _("The seller was reminded.") if is_seller else _("The buyer was reminded.")
    return None


def _silent(event: e.SilencePresumed, reader: Reader) -> str:
    is_claimant = event.clock in ("evidence", RETURN_PROOF)
    if reader == "buyer" and is_claimant:
        return _("Your time to answer ended; we go on with what is on file.")
    if reader == "seller" and not is_claimant:
        return _("Your time to answer ended.")
    if is_claimant:
        return _("The buyer's time to answer ended.")
    return _("The seller's time to answer ended.")


def _return_moved(event: e.ReturnAwaited | e.ReturnMoved, reader: Reader) -> str | None:
    state = event.state if isinstance(event, e.ReturnAwaited) else event.to
    is_buyer, is_seller = reader == "buyer", reader == "seller"
    match state:
        case ReturnState.ASKED:
            return (
                _("You were asked to take the goods back.")
                if is_seller
                else _("The seller was asked to take the goods back.")
            )
        case ReturnState.ACCEPTED:
            return _("An address for the return was given.")
        case ReturnState.LABEL_GIVEN:
            return _("A return label was given.")
        case ReturnState.REFUSED:
            return (
                _("You refused the return.") if is_seller else _("The seller refused the return.")
            )
        case ReturnState.UNANSWERED:
            return _("Nobody answered for the seller, who loses the right to the goods.")
        case ReturnState.HANDED_OVER:
            return _("You handed the goods over.") if is_buyer else _("The goods were handed over.")
        case ReturnState.NOT_ARRIVED:
            return (
                _("You said that the goods never came.")
                if is_seller
                else _("The seller said that the goods never came.")
            )
        case ReturnState.RECEIVED:
            return _("The goods came back.")
        case ReturnState.INSPECTED:
            return _("The goods were looked at.")
        case ReturnState.CLAIMANT_KEEPS:
            return _("You keep the goods.") if is_buyer else _("The buyer keeps the goods.")
        case ReturnState.NOT_NEEDED | ReturnState.NOT_ASKED:
            return _("More is paid if the goods come back.")


def _determined(event: e.ClaimDetermined, reader: Reader, currency: str) -> str:
    amounts = {
        "amount": money_text(Money(event.payable_minor, currency)),
        "later": money_text(Money(event.payable_on_return_minor, currency)),
    }
    if event.outcome != "pay":
        return _("We decided: nothing is paid.")
    if event.payable_on_return_minor:
        return _("We decided: %(amount)s now, %(later)s when the goods are back.") % amounts
    if reader == "seller" and event.charge_seller_minor:
        charge = {"charge": money_text(Money(event.charge_seller_minor, currency))}
        return _("We decided: the buyer is paid, and you bear %(charge)s.") % charge
    return _("We decided: %(amount)s is paid.") % amounts


def _paid(amount_minor: int, currency: str, reader: Reader) -> str:
    amount = {"amount": money_text(Money(amount_minor, currency))}
    if reader == "buyer":
        return _("We sent you %(amount)s.") % amount
    return _("We sent the buyer %(amount)s.") % amount


def _payout_failed(reader: Reader) -> str:
    if reader == "buyer":
        return _("Your money did not arrive; we are putting that right.")
    return _("The money did not arrive; a person is putting that right.")


def _closed(closed_as: ClosedAs) -> str:
    match closed_as:
        case ClosedAs.PAID:
            return _("The claim closed, paid.")
        case ClosedAs.DENIED:
            return _("The claim closed, denied.")
        case ClosedAs.OUT_OF_SCOPE:
            return _("The claim closed: the guarantee does not cover it.")
        case ClosedAs.SETTLED_BY_SELLER:
            return _("The claim closed: the seller settled it.")
        case ClosedAs.SETTLED_BY_INSURER:
            return _("The claim closed: the seller's insurer settled it.")
        case ClosedAs.WITHDRAWN:
            return _("The claim was withdrawn.")
        case ClosedAs.LAPSED:
            return _("The claim lapsed.")
