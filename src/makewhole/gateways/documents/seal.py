"""Our seal under a PDF: a digital signature of the programme, with a key of its own.

The key lies in the home, beside the master key and outside the database, for its owner only. It
comes with a certificate that it made for itself: whoever wants more replaces both by their own, in
the same file. Nothing is fetched from a network.
"""

import os
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from uuid import uuid4

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID
from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

_FILE = "seal.pem"
_FIELD = "Programme"
_CERTIFICATE = b"-----BEGIN CERTIFICATE-----"
# The seal is found by its fingerprint and not by its age: a sandbox lives in any year.
_FROM, _UNTIL = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


class DocumentSeal:
    """The programme's key and certificate, and what is done with them."""

    def __init__(self, pem: bytes) -> None:
        key, mark, certificate = pem.partition(_CERTIFICATE)
        (self.certificate,) = load_certs_from_pemder_data(mark + certificate)
        self._signer = SimpleSigner(
            signing_cert=self.certificate,
            signing_key=load_private_key_from_pemder_data(key, passphrase=None),
            cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
        )

    def seal(self, pdf: bytes, *, reason: str) -> bytes:
        """Answer the PDF with our signature added; what stood in it stays as it was."""
        told = PdfSignatureMetadata(
            field_name=_FIELD,
            reason=reason,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
        )
        writer = IncrementalPdfFileWriter(BytesIO(pdf))
        return bytes(PdfSigner(told, self._signer).sign_pdf(writer).getvalue())


def open_seal(home: Path) -> DocumentSeal:
    """Open the seal of this home; the first to ask makes it, for its owner only.

    Two who ask at one moment get the same one: it is made aside and put in place whole, once.
    """
    path = home / _FILE
    try:
        return DocumentSeal(path.read_bytes())
    except FileNotFoundError:
        made = home / f".{_FILE}.{uuid4()}"
        made.touch(mode=0o600)
        made.write_bytes(_new())
        try:
            os.link(made, path)
        except FileExistsError:
            return DocumentSeal(path.read_bytes())
        finally:
            made.unlink()
        return DocumentSeal(path.read_bytes())


def _new() -> bytes:
    """Make a key and a certificate for it; the subject is the programme, whatever it is called."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "makewhole document seal")])
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_FROM)
        .not_valid_after(_UNTIL)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    in_clear = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return in_clear + certificate.public_bytes(Encoding.PEM)
