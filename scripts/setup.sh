#!/bin/sh
# Install what Sigap 112 needs and this machine lacks: system packages, a Python, the locked dependencies, the console.
# A second run finds nothing to do and ends within a second. `setup.sh tests` also installs what only the tests need.
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh
what_for=${1:-}
. scripts/system_packages.sh
. scripts/python.sh

stamp=.venv/sigap-setup
wanted() { cat .python-version requirements/dev.txt pyproject.toml scripts/setup.sh | sha256sum | cut -d' ' -f1; }
environment_is_current() {
    [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(wanted)" ] && [ -x .venv/bin/sigap ] && .venv/bin/python -c '' 2>/dev/null
}

install_dependencies() {
    say "installing the locked dependencies"
    rm -f "$stamp"
    "$uv" pip sync --python .venv/bin/python --require-hashes requirements/dev.txt
    "$uv" pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --editable .
    wanted >"$stamp"
}

exec 9<pyproject.toml
flock 9 # of two runs at once, the second waits and then finds everything done

ensure_environment_is_current() {
    environment_is_current && return 0
    ensure_uv
    ensure_environment
    install_dependencies
    done_after "everything is installed"
}

# A city can dispatch without the web screens; the browser tests report it if they lack them.
build_console() {
    console/scripts/build.sh || printf '%s\n' "✗ the console could not be built: the system runs without its web screens" >&2
}

# Ends within a second if there is nothing to do. Without a browser, the browser tests report what is missing.
ensure_browser() {
    if browser_is_there || ! brings_its_own_browser; then return 0; fi
    if ! dpkg -s libnss3 libgbm1 >/dev/null 2>&1; then
        say "installing what Playwright's Chromium needs"
        become_root .venv/bin/playwright install-deps chromium || true
    fi
    .venv/bin/playwright install chromium || printf '%s\n' "✗ no Chromium could be fetched: install Google Chrome for the browser tests" >&2
}

ensure_system_packages
ensure_environment_is_current
ensure_browser
build_console
