"""Who acts next, and what silence brings: one entry for each clock and reader (P5)."""

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from makewhole.core.claim.stages import REACH
from makewhole.core.clocks.clock import Actor
from makewhole.surfaces.shared.wording.turns_of_losses import OF_LOSSES
from makewhole.surfaces.shared.wording.turns_of_reaching import OF_REACHING

Reader = Literal["buyer", "seller", "handler"]


@dataclass(frozen=True, slots=True)
class TurnWords:
    """The words of `next_step`: who and why, what happens if they do not."""

    who: str
    who_note: str
    silence: str
    silence_note: str


def turn_words(clock: str, actor: Actor, reader: Reader, *, anything_paid: bool) -> TurnWords:
    """Word the running clock for this reader; `anything_paid` changes what a lapse means."""
    key = (_key(clock, actor, anything_paid=anything_paid), reader)
    words = _BY_CLOCK.get(key) or OF_LOSSES.get(key) or OF_REACHING.get(key)
    if words is None:
        words = _OUR_TURN[reader]
    note, silence, silence_note = (str(part) for part in words)
    return TurnWords(_who(actor, reader), note, silence, silence_note)


def _key(clock: str, actor: Actor, *, anything_paid: bool) -> str:
    """Answer under which name the words stand, where one clock brings different things."""
    if clock == "payout" and actor in (Actor.HANDLER, Actor.LEAD):
        return "payout_failed"
    if actor is Actor.LEAD and not clock.startswith(REACH):
        return "lead"
    if actor is Actor.HANDLER and clock in ("return_answer", "return_inspection"):
        return f"{clock}_ours"
    if clock in ("return_handover", "return_choice") and not anything_paid:
        return f"{clock}_unpaid"
    return clock


def _who(actor: Actor, reader: Reader) -> str:
    """Name the actor as this reader would: "you", or who it is."""
    match actor:
        case Actor.CLAIMANT:
            return _("You") if reader == "buyer" else _("The buyer")
        case Actor.SELLER:
            return _("You") if reader == "seller" else _("The seller")
        case Actor.INSURER:
            return _("The seller's insurer")
        case Actor.HANDLER:
            return _("A handler") if reader == "handler" else _("We do")
        case Actor.LEAD:
            return _("A lead handler") if reader == "handler" else _("We do")
        case Actor.RAIL:
            return _("The payment rail") if reader == "handler" else _("We do")
        case Actor.PROGRAMME:
            return _("The programme, by itself") if reader == "handler" else _("We do")


# A note on who acts; what silence brings; a note on that.
Words = tuple[Promise | str, Promise | str, Promise | str]

# Our own time: it escalates, and the reader is told.
_OUR_TURN: dict[Reader, Words] = {
    "buyer": (
        gettext_lazy("We are looking at your claim. You need do nothing."),
        gettext_lazy("A lead handler takes it up"),
        gettext_lazy("You need not chase it: we tell you, with a new day."),
    ),
    "seller": (
        gettext_lazy("We are looking at the claim. You need do nothing."),
        gettext_lazy("A lead handler takes it up"),
        gettext_lazy("Your own time does not run meanwhile."),
    ),
    "handler": (
        "",
        gettext_lazy("It goes to the lead"),
        gettext_lazy("The claimant is told why, with a new day."),
    ),
}

_BY_CLOCK: dict[tuple[str, Reader], Words] = {
    ("draft", "buyer"): (
        gettext_lazy("Your answers are saved. Nothing was sent to anybody."),
        gettext_lazy("The draft ends"),
        gettext_lazy(
            "Nothing is sent. You can begin again while the guarantee's time for claims lasts."
        ),
    ),
    ("draft", "handler"): (
        gettext_lazy("The draft is not filed."),
        gettext_lazy("The draft ends"),
        gettext_lazy("Nobody else is touched."),
    ),
    ("evidence", "buyer"): (
        gettext_lazy("We asked you for something; it stands below."),
        gettext_lazy("We decide on what is on file"),
        gettext_lazy("If nothing can be decided without it, the claim lapses."),
    ),
    ("evidence", "seller"): (
        gettext_lazy("We asked the buyer for something. You need do nothing."),
        gettext_lazy("It is decided on what is on file"),
        gettext_lazy("If nothing can be decided, the claim lapses."),
    ),
    ("evidence", "handler"): (
        gettext_lazy("Asked for the facts below."),
        gettext_lazy("Decided on what is on file"),
        gettext_lazy("It lapses if nothing can be decided."),
    ),
    ("referral", "buyer"): (
        gettext_lazy("A person looks at your claim. Your own time does not run."),
        gettext_lazy("A lead handler takes it up"),
        gettext_lazy("You need not chase it: we tell you, with a new day."),
    ),
    ("decision", "buyer"): (
        gettext_lazy("A person decides. Your own time does not run."),
        gettext_lazy("A lead handler takes it up"),
        gettext_lazy("You need not chase it: we tell you, with a new day."),
    ),
    ("lead", "buyer"): (
        gettext_lazy("A lead handler has taken up your claim. Your own time does not run."),
        gettext_lazy("We write to you and say why"),
        gettext_lazy("You need not chase it: we name a new day."),
    ),
    ("lead", "seller"): (
        gettext_lazy("A lead handler has taken up the claim. You need do nothing."),
        gettext_lazy("We name a new day"),
        gettext_lazy("Your own time does not run meanwhile."),
    ),
    ("lead", "handler"): (
        gettext_lazy("Escalated: an earlier time ran out."),
        gettext_lazy("It stays with the lead"),
        gettext_lazy("The claimant is told why, with a new day."),
    ),
    ("contact", "buyer"): (
        gettext_lazy("You wrote to them; they may put it right first."),
        gettext_lazy("Your claim goes on by itself"),
        gettext_lazy("You need do nothing."),
    ),
    ("contact", "seller"): (
        gettext_lazy("The buyer wrote to you. What you put right now needs no claim."),
        gettext_lazy("The claim goes on"),
        gettext_lazy("It may then be put to you, with a time to answer."),
    ),
    ("contact", "handler"): (
        gettext_lazy("The seller may put it right first."),
        gettext_lazy("The claim goes on by itself"),
        "",
    ),
    ("seller_answer", "buyer"): (
        gettext_lazy("We put your claim to them."),
        gettext_lazy("We decide without their answer"),
        gettext_lazy("On what is on file; their silence counts for you."),
    ),
    ("seller_answer", "seller"): (
        gettext_lazy("Accept the claim, or reject it with your reason."),
        gettext_lazy("It is decided without your answer"),
        gettext_lazy("On what is on file; your silence counts for the buyer."),
    ),
    ("seller_answer", "handler"): (
        gettext_lazy("The claim was put to the seller."),
        gettext_lazy("Decided on the record"),
        gettext_lazy("The seller's silence counts for the claimant."),
    ),
    ("payout", "buyer"): (
        gettext_lazy("Your money is on its way. You need do nothing."),
        gettext_lazy("A person traces it"),
        gettext_lazy("You do not have to chase it."),
    ),
    ("payout", "seller"): (
        gettext_lazy("The buyer's money is on its way. You need do nothing."),
        gettext_lazy("A person traces it"),
        "",
    ),
    ("payout", "handler"): (
        gettext_lazy("The payout was sent."),
        gettext_lazy("It goes to the lead"),
        gettext_lazy("Nothing is booked back: a silent rail may still pay."),
    ),
    ("payout_failed", "buyer"): (
        gettext_lazy("Your money has not arrived. A person is putting that right."),
        gettext_lazy("A lead handler takes it up"),
        gettext_lazy("It stays yours; you do not have to chase it."),
    ),
    ("payout_failed", "seller"): (
        gettext_lazy("The buyer's money has not arrived. A person is putting that right."),
        gettext_lazy("A lead handler takes it up"),
        gettext_lazy("You need do nothing."),
    ),
    ("payout_failed", "handler"): (
        gettext_lazy("The rail could not deliver the money, or is late."),
        gettext_lazy("It goes to the lead"),
        gettext_lazy("The money stays the claimant's."),
    ),
    ("return_choice", "buyer"): (
        gettext_lazy("Send the goods back and you are paid more, or keep them."),
        gettext_lazy("You keep the goods"),
        gettext_lazy("What was paid stays yours; nothing more is due."),
    ),
    ("return_choice", "seller"): (
        gettext_lazy("They may send the goods back, or keep them."),
        gettext_lazy("The buyer keeps the goods"),
        gettext_lazy("Nothing more is paid."),
    ),
    ("return_choice", "handler"): (
        gettext_lazy("They may send the goods back, or keep them."),
        gettext_lazy("The buyer keeps the goods"),
        gettext_lazy("Nothing more is paid."),
    ),
    ("return_choice_unpaid", "buyer"): (
        gettext_lazy("Send the goods back and you are paid, or keep them."),
        gettext_lazy("The claim lapses"),
        gettext_lazy("You keep the goods, and nothing is paid."),
    ),
    ("return_choice_unpaid", "seller"): (
        gettext_lazy("They may send the goods back, or keep them."),
        gettext_lazy("The claim lapses"),
        gettext_lazy("The buyer keeps the goods, and nothing is paid."),
    ),
    ("return_choice_unpaid", "handler"): (
        gettext_lazy("They may send the goods back, or keep them."),
        gettext_lazy("The claim lapses"),
        gettext_lazy("The buyer keeps the goods, and nothing is paid."),
    ),
    ("return_answer", "buyer"): (
        gettext_lazy("They were asked to take the goods back."),
        gettext_lazy("They lose the right to the goods"),
        gettext_lazy("We then decide without a return."),
    ),
    ("return_answer", "seller"): (
        gettext_lazy("Say where the goods should go, or refuse them."),
        gettext_lazy("You lose the right to the goods"),
        gettext_lazy("The claim is then decided without a return."),
    ),
    ("return_answer", "handler"): (
        gettext_lazy("Asked to take the goods back."),
        gettext_lazy("The seller loses the right to the goods"),
        gettext_lazy("The claim is then decided without a return."),
    ),
    ("return_answer_ours", "buyer"): (
        gettext_lazy("The order does not name its seller, so we say where the goods should go."),
        gettext_lazy("A lead handler takes it up"),
        gettext_lazy("Your own time does not run meanwhile."),
    ),
    ("return_answer_ours", "handler"): (
        gettext_lazy("The order does not name its seller: say where the goods should go."),
        gettext_lazy("It goes to the lead"),
        gettext_lazy("The claimant is told why, with a new day."),
    ),
    ("return_inspection_ours", "buyer"): (
        gettext_lazy("We look at what came back."),
        gettext_lazy("The goods count as found in order"),
        gettext_lazy("You need do nothing."),
    ),
    ("return_inspection_ours", "handler"): (
        gettext_lazy("The order does not name its seller: look at what came back."),
        gettext_lazy("The goods count as found in order"),
        gettext_lazy("The claimant is then paid."),
    ),
    ("return_proof", "buyer"): (
        gettext_lazy("The seller says that the goods never came. Show that you sent them."),
        gettext_lazy("A person looks at both sides"),
        gettext_lazy("Without anything that shows it; nothing is decided against you by itself."),
    ),
    ("return_proof", "seller"): (
        gettext_lazy(
            "You said that the goods never came. We asked what shows that they were sent."
        ),
        gettext_lazy("A person looks at both sides"),
        gettext_lazy("You need do nothing. If they come after all, say so."),
    ),
    ("return_proof", "handler"): (
        gettext_lazy("The seller says that the goods never came; asked what shows the sending."),
        gettext_lazy("Taken as nothing shows it"),
        gettext_lazy("A person then weighs both sides."),
    ),
    ("return_handover", "buyer"): (
        gettext_lazy("Hand the goods to the carrier, then tell us here."),
        gettext_lazy("You keep the goods"),
        gettext_lazy("What was paid stays yours; nothing more is due."),
    ),
    ("return_handover", "seller"): (
        gettext_lazy("They hand the goods to the carrier."),
        gettext_lazy("The buyer keeps the goods"),
        gettext_lazy("Nothing more is paid."),
    ),
    ("return_handover", "handler"): (
        gettext_lazy("They hand the goods to the carrier."),
        gettext_lazy("The buyer keeps the goods"),
        gettext_lazy("Nothing more is paid."),
    ),
    ("return_handover_unpaid", "buyer"): (
        gettext_lazy("Hand the goods to the carrier, then tell us here."),
        gettext_lazy("The claim lapses"),
        gettext_lazy("You keep the goods, and nothing is paid."),
    ),
    ("return_handover_unpaid", "seller"): (
        gettext_lazy("They hand the goods to the carrier."),
        gettext_lazy("The claim lapses"),
        gettext_lazy("The buyer keeps the goods, and nothing is paid."),
    ),
    ("return_handover_unpaid", "handler"): (
        gettext_lazy("They hand the goods to the carrier."),
        gettext_lazy("The claim lapses"),
        gettext_lazy("The buyer keeps the goods, and nothing is paid."),
    ),
    ("return_transit", "buyer"): (
        gettext_lazy("The goods are on their way back. You need do nothing."),
        gettext_lazy("They count as received"),
        gettext_lazy("A slow carrier costs you nothing."),
    ),
    ("return_transit", "seller"): (
        gettext_lazy("The goods are on their way back to you."),
        gettext_lazy("They count as received"),
        gettext_lazy("If they should be there and are not, say by then that they never came."),
    ),
    ("return_transit", "handler"): (
        gettext_lazy("The goods are on their way back."),
        gettext_lazy("They count as received"),
        "",
    ),
    ("return_inspection", "buyer"): (
        gettext_lazy("They look at what came back."),
        gettext_lazy("The goods count as found in order"),
        gettext_lazy("You need do nothing."),
    ),
    ("return_inspection", "seller"): (
        gettext_lazy("Look at what came back, and say so here."),
        gettext_lazy("The goods count as found in order"),
        gettext_lazy("The buyer is then paid."),
    ),
    ("return_inspection", "handler"): (
        gettext_lazy("They look at what came back."),
        gettext_lazy("The goods count as found in order"),
        gettext_lazy("The claimant is then paid."),
    ),
}
