"""Figures for Prometheus: what this process counted, and what the database holds now."""

import hmac
from collections.abc import Mapping
from dataclasses import asdict

from fastapi import APIRouter, Depends
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Gauge, generate_latest
from starlette.requests import Request
from starlette.responses import Response

from base.database import ACQUIRE_TIMEOUT_S, DATABASE_ERRORS
from core.domain.actor import Role
from dispatch.api.access import Allow
from dispatch.api.desk import Desk, DeskAtHand, desk_of
from dispatch.domain.alerts import ALERTS
from dispatch.store.figures import Figures, open_alerts, read_figures
from tracking.fixes.store import read_counts

router = APIRouter()

_allowed = Allow(Role.ADMIN, Role.SUPERVISOR, Role.VIEWER)

_MEANING = {
    "open_incidents": "Incidents that are open",
    "open_assignments": "Units at work",
    "open_alarms": "Alerts that stand",
    "units_available": "Units in service, staffed, with their crew there, and free",
    "outbox_pending": "Messages that must still reach the outside",
    "outbox_oldest_s": "How long the oldest undelivered message waits, in seconds",
    "event_seq": "The newest seq of the event log",
}


class Scraper:
    """Prometheus uses the token of the settings, a person uses a session."""

    roles = _allowed.roles

    async def __call__(self, request: Request) -> None:
        expected = desk_of(request).settings.metrics_token
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        if not expected or not hmac.compare_digest(given.encode(), expected.get_secret_value().encode()):
            await _allowed(request)


@router.get("/metrics", dependencies=[Depends(Scraper())])
async def get_metrics(desk: DeskAtHand) -> Response:
    text = generate_latest(REGISTRY) + generate_latest(await _of_the_database(desk))
    return Response(text, media_type=CONTENT_TYPE_LATEST)


async def _of_the_database(desk: Desk) -> CollectorRegistry:
    registry = CollectorRegistry()
    up = Gauge("sigap_database_up", "1 when the database answers", registry=registry)
    try:
        async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
            figures, ingested = await read_figures(conn), await read_counts(conn)
            standing = await open_alerts(conn)
    except DATABASE_ERRORS:
        up.set(0)
        return registry
    up.set(1)
    _set_figures(registry, figures)
    _set_alerts(registry, standing)
    outcomes = Gauge("sigap_ingest_fixes", "Fixes received, by what became of them", ["outcome"], registry=registry)
    for outcome, total in ingested.items():
        outcomes.labels(outcome).set(total)
    return registry


def _set_figures(registry: CollectorRegistry, figures: Figures) -> None:
    for name, value in asdict(figures).items():
        if value is not None:
            Gauge(f"sigap_{name}", _MEANING[name], registry=registry).set(value)


def _set_alerts(registry: CollectorRegistry, standing: Mapping[str, int]) -> None:
    gauge = Gauge("sigap_open_alerts", "Alerts that stand, by kind", ["kind", "urgency"], registry=registry)
    for kind, alert in ALERTS.items():
        gauge.labels(kind, alert.urgency).set(standing.get(kind, 0))
