"""Who acts next on a loss, and what silence brings: the words of its clocks, for each reader."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = tuple[Promise | str, Promise | str, Promise | str]

# A note on who acts; what silence brings; a note on that.
OF_LOSSES: Mapping[tuple[str, str], Words] = {
    ("proof_of_insurance", "buyer"): (
        _("They are asked to prove their insurance. You need do nothing."),
        _("The seller is asked for the cost"),
        _("Your money does not depend on it."),
    ),
    ("proof_of_insurance", "seller"): (
        _("Prove that you were insured on the day of the loss."),
        _("You are asked for what the claimant was paid"),
        _("Proof that comes while you can contest still counts."),
    ),
    ("proof_of_insurance", "handler"): (
        _("Asked to prove its insurance."),
        _("The seller bears the cost"),
        _("The money of the claimant stays."),
    ),
    ("loss_answer", "buyer"): (
        _("We put your claim to them. You need do nothing."),
        _("The programme may step in"),
        _("We tell you, with a new day."),
    ),
    ("loss_answer", "seller"): (
        _("Accept the claim, settle it yourself, or reject it and say why."),
        _("The programme may step in and ask you for the cost"),
        _("You can still contest the cost then."),
    ),
    ("loss_answer", "handler"): (
        _("Put to the seller."),
        _("A step-in becomes possible"),
        _("A lead decides it."),
    ),
    ("manage", "buyer"): (
        _("They settle this with you. Tell us what you were paid."),
        _("The programme may step in"),
        _("We tell you, with a new day."),
    ),
    ("manage", "seller"): (
        _("Settle with the claimant, and report it here."),
        _("The programme may step in and ask you for the cost"),
        _("You can still contest the cost then."),
    ),
    ("manage", "handler"): (
        _("The seller settles it."),
        _("A step-in becomes possible"),
        _("A lead decides it."),
    ),
    ("contest", "buyer"): (
        _("They may contest who bears the cost. You need do nothing."),
        _("The cost goes to the seller or its insurer"),
        _("Your money does not depend on it."),
    ),
    ("contest", "seller"): (
        _("You can contest the cost; say what is wrong and add what you have."),
        _("You or your insurer are asked for the cost"),
        "",
    ),
    ("contest", "handler"): (
        _("The seller may contest the cost."),
        _("The cost goes to the seller or its insurer"),
        _("The money of the claimant stays."),
    ),
    ("insurer_answer", "buyer"): (
        _("We tendered your claim to them. You need do nothing."),
        _("The programme may step in"),
        _("We tell you, with a new day."),
    ),
    ("insurer_answer", "seller"): (
        _("Your insurer was asked to answer for the claim."),
        _("The programme may step in"),
        _("Your insurer, and you for the deductible, may be asked for the cost."),
    ),
    ("insurer_answer", "handler"): (
        _("Tendered to the insurer."),
        _("A step-in becomes possible"),
        _("A lead decides it."),
    ),
    ("insurer_ack", "buyer"): (
        _("They were asked whether they have your claim. You need do nothing."),
        _("We ask again"),
        _("Their time to decide runs on."),
    ),
    ("insurer_ack", "seller"): (
        _("Your insurer was asked to acknowledge the claim."),
        _("We ask again"),
        _("Its time to decide runs on."),
    ),
    ("insurer_ack", "handler"): (
        _("Asked to acknowledge the tender."),
        _("Nothing is presumed"),
        _("The time to decide runs on."),
    ),
    ("insurer_status", "buyer"): (
        _("They were asked to report how far they are. You need do nothing."),
        _("We ask again"),
        _("Their time to decide runs on."),
    ),
    ("insurer_status", "seller"): (
        _("Your insurer was asked to report how far it is."),
        _("We ask again"),
        _("Its time to decide runs on."),
    ),
    ("insurer_status", "handler"): (
        _("Asked to report how far it is."),
        _("It is asked again"),
        _("The time to decide runs on."),
    ),
    ("settlement", "buyer"): (
        _("They accepted your claim and pay you. Tell us when you are paid."),
        _("The programme may step in"),
        _("We tell you, with a new day."),
    ),
    ("settlement", "seller"): (
        _("Your insurer accepted the claim and pays."),
        _("The programme may step in"),
        _("Your insurer, and you for the deductible, may be asked for the cost."),
    ),
    ("settlement", "handler"): (
        _("The insurer pays."),
        _("A step-in becomes possible"),
        _("A lead decides it."),
    ),
    ("cooling_off", "buyer"): (
        _("You can take the release back. You need do nothing."),
        _("The release stands"),
        _("What you were paid stays yours in any case."),
    ),
    ("cooling_off", "seller"): (
        _("The claimant can take the release back. You need do nothing."),
        _("The release stands"),
        "",
    ),
    ("cooling_off", "handler"): (
        _("The claimant can take the release back."),
        _("The release stands"),
        "",
    ),
    ("offer", "buyer"): (
        _("Accept the offer or decline it."),
        _("The offer ends"),
        _("Nothing is lost: a person looks at your claim again."),
    ),
    ("offer", "seller"): (
        _("The claimant was made an offer. You need do nothing."),
        _("The offer ends"),
        _("A person looks at the claim again."),
    ),
    ("offer", "handler"): (
        _("An offer stands."),
        _("The offer ends"),
        _("It can be made again."),
    ),
}
