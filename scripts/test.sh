#!/bin/sh
# Everything that must hold: lint first, then the quick tests, then those with real servers.
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh
scripts/lint.sh
say "tests without servers"
.venv/bin/pytest -q --durations=3 tests/unit tests/architecture
say "the web console: lint, types, unit tests, its client against the API"
console/scripts/check.sh
say "tests with real servers"
.venv/bin/pytest -q --durations=10 --ignore=tests/unit --ignore=tests/architecture
done_after "all tests"
