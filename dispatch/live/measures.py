"""Metrics of this process about its consoles."""

from prometheus_client import Counter, Gauge

CONSOLES = Gauge("sigap_live_consoles", "Consoles connected to this process")
CLOSED = Counter("sigap_live_closed", "Connections that we closed, by close code", ["code"])
OVERFLOWS = Counter("sigap_live_mailbox_overflows", "Mailboxes that ran over: the console came back by its cursor")
EVENTS = Counter("sigap_live_events", "Events passed to consoles, each counted once")
FIXES = Counter("sigap_live_fixes", "Fixes passed to consoles, each counted once")
