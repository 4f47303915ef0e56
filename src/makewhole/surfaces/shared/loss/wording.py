"""The words of the interview about a loss: headings, questions, and why each is asked."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from makewhole.core.claim.loss import HeadKind

TITLES: Mapping[str, Promise] = {
    "hurt": _("People come first"),
    "incident": _("What happened"),
    "use": _("The use of the product"),
    "product": _("The product that did the harm"),
    "people": _("Whoever was hurt"),
    "trade": _("What was it used for?"),
    "others": _("Has anybody paid for it already?"),
    "evidence": _("What shows the loss?"),
    "claimant": _("Who claims?"),
    "care": _("Whoever suffered the loss"),
    "court": _("Courts"),
    "heads": _("What did it cost you?"),
    "review": _("Read it once more, then send it."),
}

HEAD_TITLES: Mapping[HeadKind, Promise] = {
    HeadKind.PROPERTY: _("One damaged thing"),
    HeadKind.PURCHASE_PRICE: _("The price of the product"),
    HeadKind.MEDICAL: _("Medical costs"),
    HeadKind.LOST_EARNINGS: _("Lost earnings"),
    HeadKind.OTHER: _("Another cost"),
}

HEAD_HINTS: Mapping[HeadKind, Promise] = {
    HeadKind.PROPERTY: _("A worktop, a carpet, a telephone: each thing by itself."),
    HeadKind.PURCHASE_PRICE: _("What you paid for the product itself."),
    HeadKind.MEDICAL: _("Doctors, medicine, the way there."),
    HeadKind.LOST_EARNINGS: _("Days on which you could not work."),
    HeadKind.OTHER: _("A cost in money that the product caused, such as a hotel or a cleaner."),
}

# Questions about what no fact of the terms holds; it is kept in the claimant's own words.
ASKS: Mapping[str, Promise] = {
    "hurt": _("Was anybody hurt, even slightly?"),
    "place": _("Where did it happen?"),
    "what": _("Tell us in your own words what happened"),
    "warnings": _("Did it carry a warning about this? What did it say, and had you seen it?"),
    "lot": _("Lot, batch or serial number"),
    "kept": _("Do you still have the product?"),
    "hurt_who": _("Who was hurt?"),
    "hurt_what": _("What was done for them?"),
    "acts_for": _("Who acts for them, and how do we reach that person?"),
    "insurer": _("Who paid, or will? A policy or claim number helps, if there is one."),
    "description": _("What is it?"),
    "age": _("How old is it?"),
    "price_new": _("What did it cost when it was new?"),
    "repair": _("Can it be repaired?"),
    "pieces": _("How many bills, receipts, estimates or photographs do you have of it?"),
    "part_claimed": _("How much do you ask for it?"),
}

ASKS_OF_KINDS: Mapping[tuple[str, HeadKind], Promise] = {
    ("description", HeadKind.MEDICAL): _("What was it for?"),
    ("description", HeadKind.LOST_EARNINGS): _("Which days, and what work?"),
    ("description", HeadKind.OTHER): _("What was it for?"),
}

HINTS: Mapping[str, Promise] = {
    "place": _("For example: in the kitchen at home."),
    "what": _("What you did, what the product did, and what came of it."),
    "lot": _("It stands on the product or its packaging. It helps us warn others."),
    "hurt_who": _("You, your child, a guest: no name is needed."),
    "description": _("As you would tell a friend: an oak worktop, two metres long."),
    "age": _("About is enough: 3 years."),
    "pieces": _("Keep them: we may ask to see them."),
    "part_claimed": _("What it costs to repair it, or to buy the like if it cannot be repaired."),
    "part_shown": _("If you have no bill or estimate yet, say that you do not know."),
    "photos": _("Files cannot be added here yet: keep them, and say how many you have."),
    "proof_of_loss": _("Files cannot be added here yet: keep them, and say whether you have them."),
    "medical_record": _("Files cannot be added here yet: keep it, and say whether you have one."),
    "loss_on": _("If it came slowly: the day on which you noticed it."),
}

CHOICES: Mapping[str, tuple[tuple[str, Promise], ...]] = {
    "hurt": (
        ("yes", _("Yes")),
        ("no", _("No")),
        ("things", _("Yes, and here I claim only the damaged things")),
    ),
    "kept": (
        ("yes", _("Yes, I have it")),
        ("elsewhere", _("Somebody else has it")),
        ("no", _("No, it is gone")),
    ),
    "repair": (
        ("priced", _("Yes, and I know what it costs")),
        ("unpriced", _("Yes, but I have no price yet")),
        ("no", _("No, it must be replaced")),
        ("unsure", _("I do not know")),
    ),
}

# Why a fact is asked for, beside the clause that reads it.
WHY: Mapping[str, Promise] = {
    "loss_on": _("The days for telling us are counted from it, and so is the seller's insurance."),
    "account": _("For a small amount your own account is enough, if nothing speaks against it."),
    "usage": _("A product must be safe in every use that one must expect, not only the best one."),
    "claimant_kind": _("The programme is for people and their households."),
    "minor": _("For a child, a senior person decides, with more care."),
    "represented": _("Then we write to whoever acts, and a senior person decides."),
    "case_in_court": _("Then a senior person decides, so that two answers do not collide."),
    "proof_of_loss": _("What is shown can be paid. What is not shown yet can be sent later."),
    "photos": _("They let us see what a form cannot say."),
    "medical_record": _("It shows the injury. Only the people who decide your claim can open it."),
    "injury_grade": _("Serious injuries are decided by a senior person."),
    "part_shown": _("We allow what is asked as far as bills, receipts or estimates show it."),
    "part_other_paid": _("Nothing is paid twice: what others paid is taken off."),
    "part_for_trade": _("Things used only for a trade are outside the programme."),
}

WHY_HURT = _("Claims about an injury are decided by people, with more care, and bring other costs.")
WHY_KEPT = _("An expert may want to see it. Please do not repair it or throw it away.")

# What stands beside a claimant's own words where they are read again.
LABELS: Mapping[str, Promise] = {
    "hurt": _("Anybody hurt"),
    "loss_on": _("Day of the loss"),
    "account": _("Cause"),
    "usage": _("How it was used"),
    "claimant_kind": _("Who claims"),
    "minor": _("Under 18"),
    "represented": _("Somebody acts for them"),
    "case_in_court": _("A court case is open"),
    "photos": _("Photographs"),
    "proof_of_loss": _("Receipts, bills, estimates"),
    "medical_record": _("Medical report or bill"),
    "injury_grade": _("How serious"),
    "part_claimed": _("Asked"),
    "part_shown": _("Shown by bills or estimates"),
    "part_other_paid": _("Paid by others"),
    "part_for_trade": _("Only for work or business"),
    "place": _("Where"),
    "what": _("What happened"),
    "warnings": _("Warnings"),
    "lot": _("Lot or serial number"),
    "kept": _("The product is still there"),
    "hurt_who": _("Who was hurt"),
    "hurt_what": _("What was done for them"),
    "acts_for": _("Who acts for them"),
    "insurer": _("Who paid, or will"),
    "description": _("What it is"),
    "age": _("Age"),
    "price_new": _("Price when new"),
    "repair": _("Can be repaired"),
    "pieces": _("Pieces of evidence"),
}


def choice_label(key: str, value: str) -> str:
    """Answer what a choice among words is called; other words stand as they were typed."""
    word = key.partition("-")[0]
    labels = dict(CHOICES.get(word, ()))
    return str(labels.get(value, value))


def label_of_words(key: str) -> str:
    """Answer what words are called where they are read again; the head's number is left out."""
    return str(LABELS[key.partition("-")[0]])
