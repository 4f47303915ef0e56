"""What is said when something private is not opened, held or let go."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OF_PRIVACY: Mapping[str, Promise] = {
    "access_is_for_staff": _("Only handlers and leads open what is private of a claim."),
    "no_such_legal_hold": _(
        "There is no such legal hold, or it was lifted already. Nothing was changed."
    ),
    "nothing_private_here": _("Nothing private is kept closed in this claim."),
    "reason_missing": _("Say why: the reason is kept with your name."),
    "reason_too_long": _("Say it in at most 500 characters."),
}
