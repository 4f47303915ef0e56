"""What is said when an act of our own people does not stand: who may do it instead."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OF_PEOPLE: Mapping[str, Promise] = {
    "absence_is_over": _("The end of the absence must lie ahead. Nothing was set."),
    "claim_held_by_another": _(
        "Somebody else works on this claim. Ask them to hand it over, or a lead to do so. Nothing "
        "was changed."
    ),
    "claim_held_so_already": _("The claim is held so already. Nothing was changed."),
    "claim_needs_a_skill": _(
        "Only people with the skill for injuries work on this claim, and that skill is not set "
        "here. Nothing was changed; a lead can hand the claim to somebody who has it."
    ),
    "claim_waits_for_nobody_here": _(
        "The claim waits for none of our people now, so nobody need take it. Nothing was changed."
    ),
    "decision_above_your_limit": _(
        "This is above your limit, and somebody agreed to it already. Somebody whose limit is high "
        "enough has to decide it. Nothing was changed."
    ),
    "deputy_decides_nothing": _(
        "A deputy is another handler or lead. Nothing was set; name one with --deputy."
    ),
    "handing_over_needs_a_reason": _("Say why: whoever works on it next reads it."),
    "limit_below_zero": _("A limit cannot be below zero. Nothing was set."),
    "mandate_needs_a_lead": _(
        "Only a lead or a programme manager sets what somebody may do. Nothing was set."
    ),
    "mandate_of_ones_own": _(
        "Nobody sets their own limits and skills. Nothing was set; somebody else has to."
    ),
    "no_time_runs_for_you": _("No time of yours runs on this claim now. Nothing was changed."),
    "party_not_unreached": _(
        "They were reached already, and their time runs. Nothing was changed."
    ),
    "payment_ahead_above_your_limit": _(
        "Nothing was paid ahead. This is above your limit: ask somebody whose limit is high "
        "enough, or pay a smaller part."
    ),
    "person_decides_nothing": _(
        "There is no handler and no lead of that name. Nothing was changed."
    ),
    "reaching_needs_a_reason": _(
        "Say how they were reached: by telephone, by letter, when. Until then their time stands "
        "still as before."
    ),
    "person_is_away": _("They are away. Choose somebody who is at work. Nothing was changed."),
}
