"""Who is calling: HTTP Basic, verified once per password and then remembered.

The memory's key is an HMAC of the header under a key of this process, so no password stays in
it; a changed password changes the credential's version and is noticed on the next request.
"""

import asyncio
import base64
import binascii
import hmac
import secrets
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from openkontor.errors import LoginMissing, NotLoggedIn, WrongLogin
from openkontor.store.reference import Reference

MOST_REMEMBERED = 10_000
HASHES_AT_ONCE = 2

MISSING = "The request carries no login. Send an Authorization header: Basic with name and password."
WRONG = "The login failed: unknown user or wrong password."

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hash_password(password: str) -> str:
    """Hash a password for storing (argon2id, 19 MiB)."""
    return HASHER.hash(password)


class Logins:
    """Verifies logins and remembers the verified ones."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._known: dict[bytes, tuple[int, tuple[int, int]]] = {}
        self._threads = ThreadPoolExecutor(HASHES_AT_ONCE, thread_name_prefix="hash")
        self._running: dict[bytes, asyncio.Future[int]] = {}
        self._nobody = hash_password(secrets.token_hex(16))

    async def associate(self, header: bytes | None, reference: Reference) -> int:
        """Give the associate a header logs in; LoginMissing or NotLoggedIn."""
        if not header:
            raise LoginMissing(MISSING)
        key = hmac.digest(self._key, header, "sha256")
        known = self._known.get(key)
        if known is not None and reference.login_versions.get(known[0]) == known[1]:
            return known[0]
        waiting = self._running.get(key)
        if waiting is None:  # many connections open with the same login: one hash serves them all
            waiting = self._running[key] = asyncio.ensure_future(self._verify(header, reference))
            waiting.add_done_callback(lambda _: self._running.pop(key))
        associate_id = await asyncio.shield(waiting)
        self._remember(key, associate_id, reference.login_versions[associate_id])
        return associate_id

    async def _verify(self, header: bytes, reference: Reference) -> int:
        """Hash for unknown users too: the time taken tells nothing."""
        name, password = _credentials(header)
        login = reference.logins.get(name.casefold())
        secret = login.secret if login else self._nobody
        right = await asyncio.get_running_loop().run_in_executor(self._threads, _matches, secret, password)
        if login is None or not right:
            raise WrongLogin(WRONG)
        return login.associate_id

    def _remember(self, key: bytes, associate_id: int, version: tuple[int, int]) -> None:
        if len(self._known) >= MOST_REMEMBERED:
            del self._known[next(iter(self._known))]
        self._known[key] = (associate_id, version)


def _matches(secret: str, password: str) -> bool:
    try:
        return HASHER.verify(secret, password)
    except (Argon2Error, InvalidHashError):
        return False


def _credentials(header: bytes) -> tuple[str, str]:
    scheme, _, value = header.partition(b" ")
    if scheme.lower() != b"basic":
        raise NotLoggedIn("This server takes the Authorization scheme Basic.")
    try:
        name, separator, password = base64.b64decode(value.strip(), validate=True).decode("utf-8").partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise NotLoggedIn(WRONG) from None
    if not separator:
        raise NotLoggedIn(WRONG)
    return name, password
