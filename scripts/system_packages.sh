# Install PostgreSQL with PostGIS, Mosquitto and what the tests need, from the distribution's packages. Sourced by setup.sh.

oldest_postgresql=15

postgresql_with_postgis() {
    for control in /usr/share/postgresql/*/extension/postgis.control; do
        major=${control#/usr/share/postgresql/}
        major=${major%%/*}
        [ -x "/usr/lib/postgresql/$major/bin/postgres" ] && [ "$major" -ge "$oldest_postgresql" ] && return 0
    done
    command -v pg_config >/dev/null && [ -f "$(pg_config --sharedir)/extension/postgis.control" ]
}

mosquitto_is_there() { command -v mosquitto >/dev/null || [ -x /usr/sbin/mosquitto ]; }

# The major version that is installed already, else the one that this distribution offers.
postgresql_major() {
    for server in $(ls -d /usr/lib/postgresql/*/bin/postgres 2>/dev/null | sort -rV); do
        major=$(basename "$(dirname "$(dirname "$server")")")
        [ "$major" -ge "$oldest_postgresql" ] && echo "$major" && return
    done
    offered=$(LC_ALL=C apt-cache depends postgresql 2>/dev/null | sed -n 's/^ *Depends: postgresql-\([0-9]*\)$/\1/p' | head -n 1)
    echo "${offered:-$(postgresql_major_of_release)}"
}

# Needed on a machine that has no package lists yet.
postgresql_major_of_release() {
    case "$(. /etc/os-release 2>/dev/null && echo "${ID:-} ${VERSION_ID:-}")" in
        "debian 12") echo 15 ;;
        "debian 13") echo 17 ;;
        "ubuntu 24.04") echo 16 ;;
    esac
}

missing_packages() {
    if ! postgresql_with_postgis; then
        major=$(postgresql_major)
        echo "postgresql-${major:-NN}"
        echo "postgresql-${major:-NN}-postgis-3"
    fi
    mosquitto_is_there || echo mosquitto
    browser_is_there || brings_its_own_browser || echo chromium
    receiver_is_there || echo gpsd gpsd-clients
    uv_or_venv_is_there || echo python3-venv
}

uv_or_venv_is_there() { [ -x .uv/bin/uv ] || command -v uv >/dev/null || python3 -c 'import ensurepip, venv' 2>/dev/null; }

# Only the tests need a browser and a simulated GPS receiver (gpsfake); a machine that runs a city needs neither.
browser_is_there() { [ "$what_for" != tests ] || a_browser chromium || a_browser google-chrome; }
# A snap can neither read our folders nor run as a root without a home: it does not count as a browser.
a_browser() { case "$(command -v "$1")" in "" | /snap/*) return 1 ;; esac }
# Ubuntu has Chromium only as a snap: there Playwright fetches its own, see setup.sh.
brings_its_own_browser() { case "$(. /etc/os-release 2>/dev/null && echo "${ID:-} ${ID_LIKE:-}")" in *ubuntu*) ;; *) return 1 ;; esac }
receiver_is_there() { [ "$what_for" != tests ] || { command -v gpsfake >/dev/null && [ -x /usr/sbin/gpsd ]; }; }

ensure_system_packages() {
    if [ -z "$(missing_packages)" ]; then return 0; fi
    update_package_lists_if_old
    # shellcheck disable=SC2046
    install_packages $(missing_packages)
}

become_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        sudo "$@"
    else
        return 77
    fi
}

may_install() {
    command -v apt-get >/dev/null || refuse "these packages are missing: $*" \
        "this system has no apt-get: install PostgreSQL ≥ $oldest_postgresql with PostGIS, and Mosquitto, its own way"
    become_root true || refuse "these system packages are missing, and there is neither root nor sudo: $*" \
        "ask for: apt-get install $*"
}

update_package_lists_if_old() {
    # shellcheck disable=SC2046
    may_install $(missing_packages)
    LC_ALL=C apt-cache depends postgresql 2>/dev/null | grep -q Depends && return 0
    say "reading the lists of system packages"
    become_root apt-get update -q
}

install_packages() {
    may_install "$@"
    say "installing system packages: $*"
    case " $* " in *" postgresql-"*) without_a_cluster_of_its_own ;; esac
    apt_install "$@" || { become_root apt-get update -q && apt_install "$@"; }
    case " $* " in *" mosquitto "*) without_its_service mosquitto.service ;; esac
    case " $* " in *" gpsd "*) without_its_service gpsd.socket gpsd.service ;; esac
}

apt_install() {
    become_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -q --no-install-recommends "$@"
}

# We run our own clusters: Debian's default one on port 5432 would be idle.
without_a_cluster_of_its_own() {
    [ -d /etc/postgresql-common ] && return 0
    apt_install postgresql-common || { become_root apt-get update -q && apt_install postgresql-common; }
    become_root sed -i 's/^#\?create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
}

# Stop only a service that this script has just installed: the embedded stack runs its own.
without_its_service() {
    [ -d /run/systemd/system ] || return 0
    become_root systemctl disable --now --quiet "$@" || true
}
