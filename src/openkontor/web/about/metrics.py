"""/metrics for Prometheus; imported only when the setting is on.

Counting is a few plain Python steps on the event loop's thread; the client library makes the page
from them when somebody asks for it.
"""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from openkontor.web.about.page import Page

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
BUCKETS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
NAMES = [*map(str, BUCKETS), "+Inf"]


class Metrics(Collector):
    """Requests by operation and class of status, with their durations."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, int], list[int]] = {}
        self._seconds: dict[tuple[str, int], float] = {}
        self._registry = CollectorRegistry()
        self._registry.register(self)
        ProcessCollector(registry=self._registry)

    def count(self, operation: str, status: int, seconds: float) -> None:
        """Count a request that was answered; `operation` is a published path, never a caller's text."""
        key = (operation, status // 100)
        counts = self._counts.get(key)
        if counts is None:
            counts = self._counts[key] = [0] * len(NAMES)
            self._seconds[key] = 0.0
        counts[bisect_left(BUCKETS, seconds)] += 1
        self._seconds[key] += seconds

    def page(self) -> Page:
        """Give the page that Prometheus reads."""
        return Page(generate_latest(self._registry), CONTENT_TYPE)

    def collect(self) -> Iterator[Metric]:
        """Hand what was counted to the client library."""
        help_line = "Requests answered, and the seconds they took."
        durations = HistogramMetricFamily("openkontor_request_seconds", help_line, labels=["operation", "status"])
        for (operation, status), counts in self._counts.items():
            buckets = list(zip(NAMES, map(float, accumulate(counts)), strict=True))
            durations.add_metric([operation, f"{status}xx"], buckets, self._seconds[operation, status])
        yield durations
