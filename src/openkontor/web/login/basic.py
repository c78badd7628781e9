"""Names and passwords, verified once per password and then remembered.

The memory's key is a keyed hash (BLAKE2b) of what was sent, under a key of this process, so no password stays in
it; a changed password changes the credential's version and is noticed on the next request.
"""

import asyncio
import hashlib
import secrets
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from openkontor.errors import WrongLogin
from openkontor.store.reference import Reference
from openkontor.web.login.throttle import Throttle

MOST_REMEMBERED = 10_000
HASHES_AT_ONCE = 2

WRONG = "The login failed: unknown user or wrong password."

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Of a password that was thrown away: to refuse an unknown user takes as long as to refuse a wrong password.
NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$UT0FzAQHKuoVfxSUJZNEXA$GETxmSvHWnyR9SzTsWORsx6sAZFEkVK7+Q8hP55NhBI"

Key = tuple[int, bytes]


def hash_password(password: str) -> str:
    """Hash a password for storing (argon2id, 19 MiB)."""
    return HASHER.hash(password)


class Passwords:
    """Verifies passwords and remembers the verified ones."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._known: dict[Key, tuple[int, tuple[int, int]]] = {}
        self._threads = ThreadPoolExecutor(HASHES_AT_ONCE, thread_name_prefix="hash")
        self._running: dict[Key, asyncio.Future[int]] = {}
        self._throttle = Throttle()

    def key(self, sent: bytes, tenant: int) -> Key:
        """Give the key under which a login is remembered."""
        return tenant, hashlib.blake2b(sent, key=self._key, digest_size=32).digest()

    def remembered(self, key: Key, reference: Reference) -> int:
        """Give the associate of a verified login, 0 when there is none that still holds."""
        known = self._known.get(key)
        if known is not None and reference.login_versions.get(known[0]) == known[1]:
            return known[0]
        return 0

    async def associate(self, key: Key, name: str, password: str, reference: Reference, address: str) -> int:
        """Give the associate that a name and a password log in; WrongLogin, TooManyTries."""
        waiting = self._running.get(key)
        if waiting is None:  # many connections open with the same login: one hash serves them all
            verify = self._verify(key[0], name, password, reference, address)
            waiting = self._running[key] = asyncio.ensure_future(verify)
            waiting.add_done_callback(lambda _: self._running.pop(key))
        associate_id = await asyncio.shield(waiting)
        self._remember(key, associate_id, reference.login_versions[associate_id])
        return associate_id

    async def _verify(self, tenant: int, name: str, password: str, reference: Reference, address: str) -> int:
        """Hash for unknown users too: the time taken tells nothing."""
        self._throttle.begin(tenant, name, address)
        login = reference.logins.get(name.casefold())
        secret = login.secret if login else NOBODYS
        right = await asyncio.get_running_loop().run_in_executor(self._threads, _matches, secret, password)
        if login is None or not right:
            raise WrongLogin(WRONG)
        self._throttle.succeeded(tenant, name, address)
        return login.associate_id

    def _remember(self, key: Key, associate_id: int, version: tuple[int, int]) -> None:
        if len(self._known) >= MOST_REMEMBERED:
            del self._known[next(iter(self._known))]
        self._known[key] = (associate_id, version)


def _matches(secret: str, password: str) -> bool:
    try:
        return HASHER.verify(secret, password)
    except (Argon2Error, InvalidHashError):
        return False
