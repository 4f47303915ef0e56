"""Personal facts under one key per person: sealed, opened, found again, and gone when it is erased.

Each person has a data key and a salt, wrapped by the master key, which lies in a file outside the
database. A sealed value is bound to its table, row and field, so that no ciphertext can be moved to
another place. Who holds the database alone can read nothing; who erases a key erases the facts.
"""

import hashlib
import hmac
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import UUID, uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_KEY_BYTES = 32
_NONCE_BYTES = 12
_FILE = "master.key"


class SealBroken(Exception):
    """A sealed value cannot be opened here: another key, another place, or changed bytes."""


@dataclass(frozen=True, slots=True)
class PersonSecret:
    """One person's data key, and the salt of commitments to their facts."""

    data_key: bytes
    salt: bytes


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed value stands; it opens nowhere else."""

    table: str
    row: UUID
    field: str

    @property
    def bound(self) -> bytes:
        """Answer the bytes that the seal covers beside the value."""
        return f"{self.table}:{self.row}:{self.field}".encode()


class Vault:
    """The master key, and what can be done with it."""

    def __init__(self, master_key: bytes) -> None:
        self._master = AESGCM(master_key)
        self._index_key = hmac.digest(master_key, b"makewhole blind index", hashlib.sha256)

    def new_secret(self) -> PersonSecret:
        """Make a data key and a salt for a person."""
        return PersonSecret(os.urandom(_KEY_BYTES), os.urandom(_KEY_BYTES))

    def wrap(self, secret: PersonSecret, party_id: UUID) -> bytes:
        """Seal a person's secret under the master key."""
        return _seal(self._master, secret.data_key + secret.salt, _key_place(party_id))

    def unwrap(self, wrapped: bytes, party_id: UUID) -> PersonSecret:
        """Open a person's secret.

        Raises:
            SealBroken: It is another person's, another master key's, or was changed.
        """
        opened = _open(self._master, wrapped, _key_place(party_id))
        return PersonSecret(opened[:_KEY_BYTES], opened[_KEY_BYTES:])

    def email_index(self, marketplace_id: UUID, email: str) -> bytes:
        """Answer what finds a party by e-mail: the same for every spelling in capitals or not."""
        text = f"{marketplace_id}:{email.strip().casefold()}"
        return hmac.digest(self._index_key, text.encode(), hashlib.sha256)


def seal(secret: PersonSecret, text: str, place: Place) -> bytes:
    """Seal a personal value for its one place."""
    return _seal(AESGCM(secret.data_key), text.encode(), place)


def unseal(secret: PersonSecret, sealed: bytes, place: Place) -> str:
    """Read a sealed value.

    Raises:
        SealBroken: It was sealed for another place or person, or was changed.
    """
    return _open(AESGCM(secret.data_key), sealed, place).decode()


def commitment(secret: PersonSecret, text: str) -> str:
    """Answer what proves a personal value later without holding it, as hexadecimal digits."""
    return hmac.new(secret.salt, text.encode(), hashlib.sha256).hexdigest()


def place_of(party_id: UUID, column: str) -> Place:
    """Answer the place of one of a party's sealed columns."""
    return Place("parties_party", party_id, column)


def open_vault(home: Path) -> Vault:
    """Open the vault of this home; the first to ask makes its master key, for its owner only.

    Two who ask at one moment get the same key: it is made aside and put in place whole, once.
    """
    path = home / _FILE
    try:
        return Vault(path.read_bytes())
    except FileNotFoundError:
        made = home / f".{_FILE}.{uuid4()}"
        made.touch(mode=0o600)
        made.write_bytes(AESGCM.generate_key(bit_length=8 * _KEY_BYTES))
        try:
            path.hardlink_to(made)
        except FileExistsError:
            return Vault(path.read_bytes())
        finally:
            made.unlink()
        return Vault(path.read_bytes())


@cache
def this_vault() -> Vault:
    """Answer the vault of the home that the settings name; a process opens it once."""
    return open_vault(Path(settings.MAKEWHOLE_HOME))


def _key_place(party_id: UUID) -> Place:
    return Place("parties_personkey", party_id, "wrapped")


def _seal(cipher: AESGCM, value: bytes, place: Place) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + cipher.encrypt(nonce, value, place.bound)


def _open(cipher: AESGCM, sealed: bytes, place: Place) -> bytes:
    try:
        return cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], place.bound)
    except InvalidTag as error:
        raise SealBroken(place.field) from error
