# Install uv in a private folder, find a recent enough Python, create the virtual environment. Sourced by setup.sh.

python_wanted='>=3.12,<3.14'
uv=uv
export UV_PYTHON_INSTALL_DIR="$PWD/.uv/python"

ensure_uv() {
    [ -x .uv/bin/uv ] && uv=.uv/bin/uv && return 0
    command -v uv >/dev/null && return 0
    say "installing uv into .uv"
    make_private_venv
    .uv/bin/pip install --quiet --require-hashes -r requirements/uv.txt
    uv=.uv/bin/uv
}

# Debian ships Python without venv, and refuses pip outside of one.
make_private_venv() {
    command -v python3 >/dev/null || install_packages python3 python3-venv
    python3 -m venv .uv >/dev/null 2>&1 && return 0
    install_packages python3-venv
    python3 -m venv .uv
}

ensure_environment() {
    if [ -x .venv/bin/python ] && .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; then
        return 0
    fi
    python=$(find_python) || python=$(get_python)
    say "making the environment .venv with $python"
    "$uv" venv --quiet --clear --python "$python" .venv
}

# Prefer the version in .python-version, else any that is recent enough: pyenv's, the system's, or our own.
find_python() {
    for version in "$(cat .python-version)" "$python_wanted"; do
        for place in "$HOME"/.pyenv/versions/"$version"*/bin/python .python/bin/python3; do
            [ -x "$place" ] && "$place" -c 'import ssl, sys; sys.exit(sys.version_info < (3, 12))' && echo "$place" && return
        done
        "$uv" python find --no-python-downloads --no-project "$version" 2>/dev/null && return
    done
    return 1
}

get_python() {
    {
        version=$(cat .python-version)
        say "no Python $python_wanted here: fetching $version"
        "$uv" python install --quiet --no-bin "$version" || build_python || refuse \
            "no Python $python_wanted could be had" "install one (package python3.12 or newer, or pyenv), then come again"
    } >&2
    find_python
}

# If the prebuilt Python cannot be downloaded, build it from the source package of Debian's next release.
build_python() {
    [ -r /etc/os-release ] && . /etc/os-release
    [ "${ID:-}" = debian ] || return 1
    say "building it from Debian's source package instead: some minutes"
    install_packages build-essential dpkg-dev pkg-config libssl-dev zlib1g-dev libffi-dev libsqlite3-dev libbz2-dev \
        liblzma-dev
    workshop=$(mktemp -d)
    scripts/build_python.sh "$workshop" "$PWD/.python" || { rm -rf "$workshop"; return 1; }
    rm -rf "$workshop"
}
