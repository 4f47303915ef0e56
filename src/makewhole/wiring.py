"""Port to gateway, by settings: the only place that knows both."""

import os
from uuid import UUID

from django.conf import settings

from makewhole.apps.notices.ports import Post
from makewhole.apps.parties.vault import Vault, open_vault
from makewhole.apps.payouts.ports import Rail
from makewhole.apps.tenancy.queries import marketplace
from makewhole.embedded.refusal import ServerUnavailable
from makewhole.gateways.mail.server import MailSettingsWrong, contact_address, mail_server
from makewhole.gateways.mail.smtp import SmtpMail
from makewhole.gateways.rails.sandbox import SandboxRail

_SANDBOX = SandboxRail()


def rail_of(marketplace_id: UUID) -> Rail:  # noqa: ARG001 - each marketplace may have its own
    """Answer the rail that pays a marketplace's claimants: so far the sandbox for all."""
    return _SANDBOX


def vault() -> Vault:
    """Answer the vault that keeps what is personal about parties."""
    return open_vault(settings.MAKEWHOLE_HOME)


def post_of(marketplace_id: UUID) -> Post | None:
    """Answer what a marketplace's mails are sent with; None: no mail channel is configured.

    Raises:
        ServerUnavailable: A setting of mail is there and cannot be used.
    """
    is_sandbox = marketplace(marketplace_id=marketplace_id).sandbox
    try:
        server = mail_server(os.environ, sandbox=is_sandbox)
        contact = contact_address(os.environ)
    except MailSettingsWrong as problem:
        raise ServerUnavailable(f"{problem}. Nothing was done.") from problem
    if server is None:
        return None
    return Post(
        channel=SmtpMail(server),
        vault=vault(),
        contact=contact,
        address_of_claim=address_of_claim,
    )


def address_of_claim(audience: str, reference: str) -> str:
    """Answer the public address of a claim's page, as this audience reaches it; "": none is set."""
    desk = {"claimant": "buyer", "seller": "seller"}.get(audience)
    if not settings.PUBLIC_URL or desk is None:
        return ""
    return f"{settings.PUBLIC_URL}/{desk}/claims/{reference}/"
