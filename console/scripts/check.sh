#!/bin/sh
# Lint, types and unit tests of the web console, and whether its client still is what the API describes.
set -eu
cd "$(dirname "$0")/.."
PATH="$PWD/../.node/bin:$PATH"
npm run --silent check
npm test --silent
npm run --silent client -- --check
