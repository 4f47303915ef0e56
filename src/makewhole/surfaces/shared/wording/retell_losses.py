"""The timeline of a loss: what each of its events tells this reader."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from makewhole.core.claim import loss_events as le
from makewhole.core.claim.loss import Capacity
from makewhole.core.kernel.money import Money
from makewhole.surfaces.shared.formats import money_text
from makewhole.surfaces.shared.wording.labels import role_label
from makewhole.surfaces.shared.wording.turns import Reader

ASKED: Mapping[str, Promise] = {
    "proof_of_insurance": gettext_lazy("The seller was asked to prove its insurance."),
    "loss_answer": gettext_lazy("The claim was put to the seller."),
    "manage": gettext_lazy("The seller was given time to settle it with the claimant."),
    "contest": gettext_lazy("The seller was given time to contest the cost."),
    "insurer_answer": gettext_lazy("The claim was tendered to the seller's insurer."),
    "insurer_ack": gettext_lazy("The insurer was asked to acknowledge it."),
    "insurer_status": gettext_lazy("The insurer was asked to report how far it is."),
    "settlement": gettext_lazy("The insurer was given time to pay."),
}

ANSWERED: Mapping[tuple[str, str], Promise] = {
    ("seller", "proven"): gettext_lazy("The seller showed its insurance."),
    ("seller", "accepted"): gettext_lazy("The seller accepted the claim."),
    ("seller", "manages"): gettext_lazy("The seller settles the claim itself."),
    ("seller", "rejected"): gettext_lazy("The seller rejected the claim, and said why."),
    ("seller", "informs"): gettext_lazy("The seller told us what it knows. Its time runs on."),
    ("seller", "settled"): gettext_lazy("The seller says that it has paid."),
    ("insurer", "acknowledged"): gettext_lazy("The insurer has the claim before it."),
    ("insurer", "reports"): gettext_lazy("The insurer reported how far it is."),
    ("insurer", "accepted"): gettext_lazy("The insurer accepted the claim."),
    ("insurer", "denied"): gettext_lazy("The insurer denied the claim, and said why."),
    ("insurer", "settled"): gettext_lazy("The insurer says that it has paid."),
}

_BEARERS: Mapping[str, Promise] = {
    "programme": gettext_lazy("The programme bears the cost of %(amount)s."),
    "seller": gettext_lazy("The seller bears the cost of %(amount)s."),
    "insurer": gettext_lazy("The seller's insurer bears the cost of %(amount)s."),
}


_CAPACITIES: Mapping[Capacity, Promise] = {
    Capacity.THIRD_PERSON: gettext_lazy("Somebody else than the buyer is the claimant."),
    Capacity.ESTATE: gettext_lazy("The claimant died. Whoever acts for the estate goes on."),
    Capacity.GUARDIAN: gettext_lazy("Somebody acts in the claimant's place from now on."),
}


def retell_loss(event: le.LossEvent, reader: Reader, currency: str) -> str | None:
    """Tell one event of a loss in a sentence; None: it does not concern this reader."""
    match event:
        case le.HeadsAmended():
            return _("What is asked for was changed.")
        case le.AnswersAsked(asked=asked):
            return " ".join(str(ASKED[one.clock]) for one in asked)
        case le.AnswersAwaited():
            return None
        case le.LossAnswered(actor=actor, answer=answer):
            return str(ANSWERED[actor.value, answer])
        case le.SettlementConfirmed():
            names = {"who": role_label(event.settled_by), "amount": _money(event, currency)}
            return _("The claimant has %(amount)s from the %(who)s.") % names
        case le.ClaimantNamed(capacity=capacity):
            return str(_CAPACITIES[capacity])
        case le.OccurrenceNamed(occurrence=occurrence):
            if reader == "handler":
                return _("It was found to belong to an event: %(name)s.") % {
                    "name": occurrence.name
                }
            # What the event is called tells of others.
            return _("It was found to belong to one event with others.")
        case le.CostMoved(to_bearer=bearer):
            if reader == "buyer":
                return None  # Whoever bears the cost, the money stays with the claimant.
            return str(_BEARERS[bearer]) % {"amount": _money(event, currency)}
        case _:
            return _of_an_offer(event, currency)


def _of_an_offer(event: le.OfferEvent, currency: str) -> str:
    match event:
        case le.OfferMade():
            return _("A settlement of %(amount)s was offered.") % {
                "amount": _money(event, currency)
            }
        case le.OfferAccepted():
            return _("The offer was accepted.")
        case le.ReleaseSigned():
            return _("The release was signed.")
        case le.ReleaseTakenBack():
            return _("The release was taken back. A person decides anew.")
        case le.ReleaseBecameFinal():
            return _("The time to take back the release ended. It stands.")
        case le.PaymentAheadDecided():
            return _("A person decided to pay %(amount)s ahead of the answer.") % {
                "amount": _money(event, currency)
            }
        case le.OfferEnded(how="declined"):
            return _("The offer was declined. A person looks again.")
        case le.OfferEnded():
            return _("The offer ended without an answer. A person looks again.")


def _money(
    event: le.SettlementConfirmed | le.OfferMade | le.PaymentAheadDecided | le.CostMoved,
    currency: str,
) -> str:
    return money_text(Money(event.amount_minor, currency))
