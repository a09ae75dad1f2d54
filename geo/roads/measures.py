"""Counters of the road router in this process."""

from prometheus_client import Counter

ROUTER_FAILURES = Counter(
    "sigap_router_failures",
    "Questions that the road router did not answer: router_down, or router_slow where it took too long",
    ["reason"],
)
