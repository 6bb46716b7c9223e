# shellcheck shell=bash
# The portal itself: its directory, its typeface, its messages, its web server and its worker.

# manage COMMAND...: commands of manage.py with their options, each in one word
manage() { "$VENV/bin/python" "$LIB/commands.py" "$@"; }

# Where everything generated lives. PORTAL_VAR names another place, for a portal apart from the usual one.
open_var() {
    : "${PORTAL_VAR:=$ROOT/var}"
    (umask 077 && mkdir -p "$PORTAL_VAR") # passwords, uploads: for nobody else on this machine
    mkdir -p "$PORTAL_VAR"/{log,reports}
    PORTAL_VAR=$(cd "$PORTAL_VAR" && pwd)
    export PORTAL_VAR
}

# The key that signs sessions: given, or made once and kept.
need_secret_key() {
    if [ -z "${SECRET_KEY:-}" ]; then
        local file=$PORTAL_VAR/secret_key
        [ -s "$file" ] || (umask 077 && random_word >"$file.new" && mv "$file.new" "$file")
        SECRET_KEY=$(<"$file")
    fi
    export SECRET_KEY
}

need_fonts() { "$VENV/bin/python" "$LIB/build_fonts.py" "$PORTAL_FONTS"; }

# The translated messages of the interface, when a text is newer than what was compiled from it.
need_messages() {
    local text
    for text in "$ROOT"/locale/*/LC_MESSAGES/*.po; do
        if [ ! -e "$text" ] || [ "${text%.po}.mo" -nt "$text" ]; then continue; fi
        msgfmt --check-format --output-file "${text%.po}.mo.new" "$text" ||
            stop "The messages in $text could not be compiled." "界面译文编译失败。"
        mv "${text%.po}.mo.new" "${text%.po}.mo"
    done
}

# Style sheets, scripts and pictures, gathered and compressed again only when one of them has changed.
need_static() {
    local stamp=$PORTAL_VAR/static.stamp now
    now=$(cd "$ROOT" && find ./static ./*/static -type f -exec cksum {} + 2>/dev/null | sort && cksum requirements.txt)
    if [ ! -e "$stamp" ] || [ "$now" != "$(<"$stamp")" ]; then
        manage "collectstatic --no-input --verbosity 0"
        printf '%s\n' "$now" >"$stamp"
    fi
}

# start_worker LOG: with the clock that sends reminders and looks after e-mails that failed
start_worker() {
    start "$1" "$VENV/bin/celery" --workdir "$ROOT" -A carec_portal worker --concurrency 1 --loglevel INFO \
        --beat --schedule "$PORTAL_VAR/beat-schedule" --without-gossip --without-mingle --without-heartbeat
}

# start_web PORT LOG
start_web() {
    start "$2" "$VENV/bin/gunicorn" --chdir "$ROOT" --bind "127.0.0.1:$1" --workers 2 \
        --no-control-socket carec_portal.wsgi
}

# answers URL: whether the portal is there
answers() { "$PYTHON" -c 'import sys, urllib.request; urllib.request.urlopen(sys.argv[1], timeout=5)' "$1"; }

random_word() { "$PYTHON" -c 'import secrets; print(secrets.token_urlsafe(40))'; }
