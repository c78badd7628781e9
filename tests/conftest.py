"""What every test stands on."""

import gc
import os
import ssl
from contextlib import ExitStack

import httpx
import pytest
from hypothesis import settings

from tests import postgres

# The same examples every time: what fails here fails there.
settings.register_profile("steady", derandomize=True, database=None)
settings.load_profile("steady")

COLLECT_AFTER = 50_000  # objects more than before

# Nothing is asked over TLS here, and reading the world's certificates takes longer than most answers.
NO_CERTIFICATES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
for ask in (httpx.get, httpx.post, httpx.request, httpx.Client.__init__, httpx.AsyncClient.__init__):
    ask.__kwdefaults__["verify"] = NO_CERTIFICATES


def pytest_configure(config: pytest.Config) -> None:
    """Have the processes of this run share what is costly to start; the others are started by this one."""
    if not hasattr(config, "workerinput"):
        shared = ExitStack()
        shared.enter_context(postgres.run())
        config.add_cleanup(shared.close)


def pytest_collection_finish() -> None:
    """Tell the collector, as the server does, that what is loaded stays: it took a tenth of the time to look at."""
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    """Nor need it look at what the tests have left, all of which goes now."""
    gc.freeze()


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One process for each processor: they are busy all the time, and another one would load everything once more."""
    return max(2, os.cpu_count() or 1)


@pytest.fixture(scope="session")
def published():
    """The contract's operations by their paths."""
    from openkontor.contract import operations  # not by every process that lists the tests
    from openkontor.contract.paths import Paths

    paths = Paths()
    for operation in operations.load():
        paths.add(operation.path, operation.verb, operation)
    return paths
