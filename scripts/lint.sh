#!/bin/sh
# Format, lint, types and import rules.
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh
say "format"
.venv/bin/ruff format --check .
say "lint"
.venv/bin/ruff check .
say "types"
.venv/bin/mypy
say "import rules"
.venv/bin/lint-imports
done_after "lint"
