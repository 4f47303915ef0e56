"""Port to gateway, by settings: the only place that knows both."""

from uuid import UUID

from makewhole.apps.payouts.ports import Rail
from makewhole.gateways.rails.sandbox import SandboxRail

_SANDBOX = SandboxRail()


def rail_of(marketplace_id: UUID) -> Rail:  # noqa: ARG001 - each marketplace may have its own
    """Answer the rail that pays a marketplace's claimants: so far the sandbox for all."""
    return _SANDBOX
