"""/healthz and /readyz: whether the process lives, and whether it can serve; neither asks for a login."""

import asyncio
from typing import Any

import msgspec

from openkontor.errors import ApiError
from openkontor.store.engine import Engine
from openkontor.store.probe import probe
from openkontor.store.reference import tenant_name
from openkontor.web.about.page import JSON, Page

PATIENCE_SECONDS = 2.0


def healthz() -> Page:
    """Say that the process lives; the database is not asked."""
    return _page(200, {"status": "ok"})


async def readyz(engine: Engine, tenant: int) -> Page:
    """Say whether the database answers and can be written; 503 with the reason when not.

    Nothing is written, so a full disk is noticed by the first save alone.
    """
    checks = {
        "read": await _tried(engine.read(tenant_name, tenant)),
        "write": await _tried(engine.write(probe, tenant)),
    }
    ready = set(checks.values()) == {"ok"}
    return _page(200 if ready else 503, {"status": "ok" if ready else "unavailable", "checks": checks})


async def _tried(work: Any) -> str:
    """A reason is told when it is one of ours; what a driver says may name hosts and files."""
    try:
        await asyncio.wait_for(work, PATIENCE_SECONDS)
    except TimeoutError:
        return f"no answer within {PATIENCE_SECONDS:g} seconds"
    except ApiError as error:
        return error.message
    except Exception as error:
        return type(error).__name__
    return "ok"


def _page(status: int, told: dict[str, Any]) -> Page:
    return Page(msgspec.json.encode(told), JSON, status)
