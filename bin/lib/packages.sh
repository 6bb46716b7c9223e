# shellcheck shell=bash
# Python, and the programs, libraries and typefaces that are not Python's.

# Sets PYTHON to the first Python that is new enough.
find_python() {
    local name
    for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            PYTHON=$(command -v "$name")
            return
        fi
    done
    if command -v python3 >/dev/null || ! can_install; then
        stop "The portal needs Python 3.11 or newer; found: $(python3 --version 2>&1 || true)" "需要 Python 3.11 或更高版本。"
    fi
    alone install_packages python3
    PYTHON=$(command -v python3)
}

can_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

# need_packages demo|test
need_packages() {
    local missing
    mapfile -t missing < <("$PYTHON" "$LIB/missing.py" "$1")
    [ ${#missing[@]} -gt 0 ] || return 0
    if ! can_install; then
        stop "This machine lacks: ${missing[*]}" \
            "These are names of Debian packages. On Debian or Ubuntu, install them and start this again:" \
            "    sudo apt-get install --no-install-recommends ${missing[*]}" \
            "缺少以上软件包，请先安装，然后重新运行。"
    fi
    install_packages "${missing[@]}"
    mapfile -t missing < <("$PYTHON" "$LIB/missing.py" "$1")
    [ ${#missing[@]} -eq 0 ] || stop "Installed, yet still not usable: ${missing[*]}" "安装后仍不可用。"
}

install_packages() {
    local log=$ROOT/var/log/apt.log
    say "Installing: $*"
    mkdir -p "$(dirname "$log")"
    if ! (install_quietly "$@") >"$log" 2>&1; then
        tail -n 15 "$log" >&2
        stop "The packages could not be installed (the whole log: $log). Is there a network?" "软件包安装失败，请检查网络。"
    fi
}

# Without starting any service: the scripts start servers of their own, and a container often cannot start one.
# Debian asks policy-rc.d; unless the machine has one, a refusal stands there for the time of the installation.
install_quietly() {
    local policy=/usr/sbin/policy-rc.d cluster=/etc/postgresql-common/createcluster.conf
    if [ ! -e $policy ]; then
        trap 'rm -f /usr/sbin/policy-rc.d' EXIT
        printf '#!/bin/sh\nexit 101\n' >$policy
        chmod 755 $policy
    fi
    apt_get update || return
    # Debian makes a database cluster with the server's package; nothing here needs that one.
    if [[ " $* " == *" postgresql "* && ! -e $cluster ]]; then
        apt_get install postgresql-common || return
        sed -i 's/^#\?create_main_cluster.*/create_main_cluster = false/' $cluster
    fi
    apt_get install "$@"
}

apt_get() {
    DEBIAN_FRONTEND=noninteractive apt-get --yes --no-install-recommends -o DPkg::Lock::Timeout=600 "$@" </dev/null
}
