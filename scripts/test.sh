#!/bin/sh
# Run all checks: lint first, then the quick tests, then those with real servers.
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh
# Three at a time, even on two cores: half of the time they wait for servers.
pytest=".venv/bin/pytest -q --numprocesses=3 --dist=loadfile"
scripts/lint.sh
say "tests without servers"
$pytest --durations=3 --cov --cov-report= tests/unit tests/architecture
say "the web console: lint, types, unit tests, its client against the API"
console/scripts/check.sh
say "tests with real servers"
# In the order of folders, so that the browsers' servers end before the other tests begin.
$pytest --no-loadscope-reorder -m "not long" --durations=10 --cov --cov-append --cov-report=term --ignore=tests/unit --ignore=tests/architecture
done_after "all tests"
