# shellcheck shell=bash
# shellcheck disable=SC2034 # used by the others
# What bin/demo and bin/test share: where things are, what the portal's settings read, how to stop.

LIB=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ROOT=${LIB%/bin/lib}

export LC_ALL=C.UTF-8
export PYTHONUNBUFFERED=1
export DJANGO_SETTINGS_MODULE=carec_portal.settings
export PORTAL_FONTS=${PORTAL_FONTS:-$ROOT/var/fonts}
[[ $PORTAL_FONTS == /* ]] || PORTAL_FONTS=$ROOT/$PORTAL_FONTS
export FONTCONFIG_FILE=$PORTAL_FONTS/fonts.conf

say() { printf '%s\n' "$@"; }

# stop "what is wrong, and what to do" "the same in Chinese": for what only a person can put right
stop() {
    printf '%s\n' '' "$@" >&2
    exit 1
}

# Only one of the project's scripts at a time installs, so that two started together do not tread on each other.
alone() {
    (umask 077 && mkdir -p "$ROOT/var")
    if command -v flock >/dev/null; then
        (
            flock --wait 1800 9 || exit 1
            "$@" 9>&-
        ) 9>"$ROOT/var/setup.lock"
    else
        "$@"
    fi
}
