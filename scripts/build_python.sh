#!/bin/sh
# build_python.sh WORKSHOP PREFIX: build Python from the source package of a newer Debian, without changing this system.
set -eu
workshop=$1 prefix=$2
release=trixie package=python3.13

# Use the machine's own mirror for the newer release, with package lists of our own.
mirror=$(LC_ALL=C apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -v security | head -n 1)
mkdir -p "$workshop/lists/partial" "$workshop/archives/partial"
echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $release main" >"$workshop/sources.list"
private() {
    apt-get -q -o Dir::Etc::sourcelist="$workshop/sources.list" -o Dir::Etc::sourceparts=/dev/null \
        -o Dir::State::lists="$workshop/lists" -o Dir::Cache="$workshop" -o APT::Sandbox::User=root "$@"
}
private update
cd "$workshop"
private source --download-only "$package"
mkdir source
tar -xf "$(ls "$package"_*.orig.tar.* | grep -v 'asc$')" -C source --strip-components=1
cd source
echo "▸ compiling (the log is $workshop/build.log)"
{ ./configure --prefix="$prefix" --with-ensurepip=no && make -j"$(nproc)" && make install; } >"$workshop/build.log" 2>&1 ||
    { tail -n 20 "$workshop/build.log"; exit 1; }
"$prefix/bin/python3" -c 'import ssl, sqlite3, zlib, bz2, lzma, ctypes'
