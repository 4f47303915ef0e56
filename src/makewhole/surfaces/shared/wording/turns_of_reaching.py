"""Who acts next where a party is not reached: we do, and its time stands still."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = tuple[Promise | str, Promise | str, Promise | str]

_YOURS: Words = (
    _("Our mail to you came back. Your time stands still; you can answer here at any time."),
    _("A lead handler tries to reach you"),
    _("All that is left of your time stays yours."),
)
_WE_TRY: Words = (
    _("Our mail to them came back, and we try another way. You need do nothing."),
    _("A lead handler takes it up"),
    _("We tell you when their time runs again."),
)
_HANDLERS: Words = (
    _("Our mail came back, and their time stands still: reach them, then say so below."),
    _("It goes to the lead"),
    _("Their time stands still until somebody says that they were reached."),
)

# A note on who acts; what silence brings; a note on that.
OF_REACHING: Mapping[tuple[str, str], Words] = {
    ("reach_claimant", "buyer"): _YOURS,
    ("reach_claimant", "seller"): _WE_TRY,
    ("reach_claimant", "handler"): _HANDLERS,
    ("reach_seller", "buyer"): _WE_TRY,
    ("reach_seller", "seller"): _YOURS,
    ("reach_seller", "handler"): _HANDLERS,
    ("reach_insurer", "buyer"): _WE_TRY,
    ("reach_insurer", "seller"): _WE_TRY,
    ("reach_insurer", "handler"): _HANDLERS,
}
