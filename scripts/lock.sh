#!/bin/sh
# Lock the dependencies by hash, without the address of a package host, so that a city behind a mirror can use it.
set -eu
cd "$(dirname "$0")/.."
PATH="$PWD/.uv/bin:$PATH"
lock() { uv pip compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --universal --python-version 3.12 --custom-compile-command "make lock" "$@"; }
lock pyproject.toml -o requirements/base.txt
lock pyproject.toml requirements/dev.in -c requirements/base.txt -o requirements/dev.txt
echo uv | lock - -o requirements/uv.txt
