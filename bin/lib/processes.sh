# shellcheck shell=bash
# Programs started in the background, and their end.

STARTED=() # "PID SIGNAL" each, in the order of starting

# start LOG COMMAND...: runs it in the background and sets STARTED_PID.
# [signal=NAME] [as_user=NAME] start ...: what ends it (TERM), and who runs it.
# It gets a session of its own, so that Ctrl-C reaches this script alone, which ends its programs in order;
# where the system can do that, it is also ended should this script be killed outright.
start() {
    local log=$1 wrap=()
    shift
    command -v setsid >/dev/null && wrap+=(setsid)
    if command -v setpriv >/dev/null; then
        wrap+=(setpriv --pdeathsig "${signal:-TERM}")
        [ -z "${as_user:-}" ] || wrap+=(--reuid "$as_user" --regid "$as_user" --init-groups)
    fi
    "${wrap[@]}" "$@" >>"$log" 2>&1 </dev/null 8>&- &
    STARTED_PID=$!
    STARTED+=("$STARTED_PID ${signal:-TERM}")
}

is_running() { kill -0 "$1" 2>/dev/null; }

# end PID [SIGNAL]: asks it to stop, and after ten seconds makes it.
end() {
    local pid=$1 tenths=100
    kill "-${2:-TERM}" "$pid" 2>/dev/null || return 0
    while is_running "$pid" && [ $tenths -gt 0 ]; do
        sleep 0.1
        tenths=$((tenths - 1))
    done
    kill -KILL "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
}

# Ends what was started, the last first.
end_all() {
    local i
    for ((i = ${#STARTED[@]} - 1; i >= 0; i--)); do
        # shellcheck disable=SC2086 # two words
        end ${STARTED[i]}
    done
    STARTED=()
}

# wait_for NAME LOG COMMAND...: until the command succeeds, while the server just started lives, 30 seconds at most
wait_for() {
    local name=$1 log=$2 tenths=300
    shift 2
    until "$@" >/dev/null 2>&1; do
        tenths=$((tenths - 1))
        if [ $tenths = 0 ] || ! is_running "$STARTED_PID"; then
            stop "$name did not start:" "$(tail -n 5 "$log")"
        fi
        sleep 0.1
    done
}

free_port() {
    "$PYTHON" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

is_free_port() {
    "$PYTHON" -c 'import socket, sys
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("127.0.0.1", int(sys.argv[1])))' "$1" 2>/dev/null
}
