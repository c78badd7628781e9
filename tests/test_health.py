"""/healthz, /readyz and /metrics: what they tell, when they say no, and what counting costs."""

import asyncio
import json

import apsw
import pytest
from prometheus_client.parser import text_string_to_metric_families

from openkontor.config import DEFAULT_TENANT
from openkontor.store.engine import Engine, open_engine
from openkontor.web.about import health
from openkontor.web.about.health import healthz, readyz
from openkontor.web.about.metrics import Metrics
from tests.demos import empty_file, empty_on_postgres, opened


@pytest.fixture
def engine(tmp_path):
    yield from opened(empty_file(tmp_path / "crm.db"))


def asked(engine: Engine) -> tuple[int, dict]:
    page = asyncio.run(readyz(engine, DEFAULT_TENANT))
    assert page.content_type.startswith("application/json")
    return page.status, json.loads(page.body)


def test_a_living_process_is_healthy_without_a_database():
    page = healthz()
    assert page.status == 200 and json.loads(page.body) == {"status": "ok"}


def test_a_database_that_can_be_written_is_ready(engine):
    assert asked(engine) == (200, {"status": "ok", "checks": {"read": "ok", "write": "ok"}})


def test_a_database_that_somebody_else_holds_is_not_ready_until_it_is_let_go(engine, tmp_path, monkeypatch):
    monkeypatch.setattr(health, "PATIENCE_SECONDS", 0.2)
    other = apsw.Connection(f"{tmp_path}/crm.db")

    async def story():
        other.execute("BEGIN IMMEDIATE")
        held = await readyz(engine, DEFAULT_TENANT)
        other.execute("ROLLBACK")
        return held, await readyz(engine, DEFAULT_TENANT)

    held, free = asyncio.run(story())
    assert held.status == 503 and free.status == 200
    assert json.loads(held.body)["checks"] == {"read": "ok", "write": "no answer within 0.2 seconds"}


def test_what_the_database_says_of_itself_is_not_told_to_the_world(engine, monkeypatch):
    def broken(db):
        raise RuntimeError("password=secret at db.internal")

    monkeypatch.setattr(health, "tenant_name", broken)
    page = asyncio.run(readyz(engine, DEFAULT_TENANT))
    assert page.status == 503 and b"secret" not in page.body and b"RuntimeError" in page.body


@pytest.mark.postgres
def test_a_standby_of_postgres_is_not_ready_for_writing():
    url = empty_on_postgres("standby")
    engine = open_engine(url)
    assert asked(engine)[0] == 200
    engine.close()
    reading = open_engine(f"{url}{'&' if '?' in url else '?'}options=-c%20default_transaction_read_only%3Don")
    status, told = asked(reading)
    reading.close()
    assert status == 503 and told["checks"]["read"] == "ok" and told["checks"]["write"] != "ok"


def families(metrics: Metrics) -> dict:
    page = metrics.page()
    assert page.content_type.startswith("text/plain")
    return {family.name: family for family in text_string_to_metric_families(page.body.decode())}


def test_requests_are_counted_by_operation_and_class_of_status():
    metrics = Metrics()
    for status, seconds in ((200, 0.0004), (204, 0.003), (404, 0.003), (200, 60.0)):
        metrics.count("GET Contact/{id}", status, seconds)
    samples = {
        (sample.name, sample.labels["status"], sample.labels.get("le")): sample.value
        for sample in families(metrics)["openkontor_request_seconds"].samples
    }
    name = "openkontor_request_seconds"
    assert samples[f"{name}_count", "2xx", None] == 3 and samples[f"{name}_count", "4xx", None] == 1
    assert samples[f"{name}_bucket", "2xx", "0.0005"] == 1
    assert samples[f"{name}_bucket", "2xx", "0.005"] == 2
    assert samples[f"{name}_bucket", "2xx", "10.0"] == 2
    assert samples[f"{name}_bucket", "2xx", "+Inf"] == 3
    assert samples[f"{name}_sum", "2xx", None] == pytest.approx(60.0034)


def test_the_process_is_measured_too():
    assert families(Metrics())["process_resident_memory_bytes"].samples[0].value > 1_000_000
