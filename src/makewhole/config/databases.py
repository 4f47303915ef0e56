"""The three ways into the one database, as Django names them."""

from collections.abc import Mapping
from typing import Any

from makewhole.apps.tenancy.roles import APP, OWNER, READER, role_password
from makewhole.embedded.address import Address

_ALIASES = {"default": APP, "owner": OWNER, "reader": READER}


def databases(address: Address) -> dict[str, dict[str, Any]]:
    """Answer `default` (web, worker), `owner` (`migrate --database owner`) and `reader`."""
    return {alias: _database(address, role) for alias, role in _ALIASES.items()}


def _database(address: Address, role: str) -> dict[str, Any]:
    options: Mapping[str, object] = {
        **address.options,
        "application_name": role,
        "server_side_binding": True,
        "prepare_threshold": 5,  # A statement that comes a sixth time is planned once for all.
    }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": address.database,
        "USER": role,
        "PASSWORD": role_password(admin_password=address.password, role=role),
        "HOST": address.host,
        "PORT": address.port,
        "CONN_MAX_AGE": None,  # Kept open: to connect anew costs more than most requests.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(options),
    }
