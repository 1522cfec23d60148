"""Keys live as files in the data directory, outside the database, readable by the owner only."""

import base64
import hashlib
import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)


def _create(path: Path, content: bytes) -> None:
    """Writes a new file of mode 600 in one step; a file that another process made first stays."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    draft.touch(mode=0o600)
    draft.write_bytes(content)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def secret(directory: Path, name: str) -> str:
    """A random secret kept in `directory/name`, made at first use."""
    path = directory / name
    if not path.exists():
        _create(path, secrets.token_urlsafe(48).encode())
    return path.read_text()


def box(directory: Path, name: str) -> Fernet:
    """Locks texts that are kept in the database and must be read again; its key is the secret `directory/name`."""
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(secret(directory, name).encode()).digest()))


def seal_key(directory: Path) -> Ed25519PrivateKey:
    """The key that signs the journal's seals; its public half lies beside it for whoever verifies."""
    path = directory / "journal-seal.pem"
    if not path.exists():
        made = Ed25519PrivateKey.generate()
        _create(path, made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    loaded = load_pem_private_key(path.read_bytes(), password=None)
    assert isinstance(loaded, Ed25519PrivateKey)
    key = loaded
    public = directory / "journal-seal.pub"
    if not public.exists():
        _create(public, key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return key
