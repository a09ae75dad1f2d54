"""Metrics of this process about its requests; names end in their unit."""

from prometheus_client import Counter, Histogram

REQUESTS = Counter("sigap_http_requests", "HTTP requests answered", ["method", "route", "status"])
REQUEST_TIME = Histogram(
    "sigap_http_request_seconds",
    "Time to answer a request",
    ["method", "route"],
    buckets=(0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10),
)
