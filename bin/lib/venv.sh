# shellcheck shell=bash
# The Python packages, exactly those of the lock file, in .venv.

VENV=$ROOT/.venv

# need_venv demo|test
need_venv() {
    local lock=$ROOT/requirements.txt
    # An environment that the tests use keeps what they need.
    if [ "$1" = test ] || [ -e "$VENV/installed-requirements-dev.txt" ]; then
        lock=$ROOT/requirements-dev.txt
    fi
    local stamp=$VENV/installed-${lock##*/}
    if ! "$VENV/bin/python" -c '' 2>/dev/null; then
        say "Making a Python environment in .venv"
        "$PYTHON" -m venv --clear "$VENV"
    fi
    cmp --silent "$lock" "$stamp" && return
    say "Installing the Python packages of ${lock##*/}"
    if ! install_requirements "$lock"; then
        stop "The Python packages could not be installed. Is there a network?" "Python 软件包安装失败，请检查网络。"
    fi
    cp "$lock" "$stamp"
}

# uv takes seconds where pip takes a minute; it is itself one of the locked packages. pip does as well.
install_requirements() {
    local pin
    pin=$(mktemp)
    awk '/^uv==/ { found = 1 } found { print } found && !/\\$/ { exit }' "$ROOT/requirements-dev.txt" >"$pin"
    "$VENV/bin/uv" --version >/dev/null 2>&1 ||
        "$VENV/bin/python" -m pip install --quiet --require-hashes -r "$pin" 2>/dev/null || true
    rm -f "$pin"
    if "$VENV/bin/uv" --version >/dev/null 2>&1 &&
        "$VENV/bin/uv" pip install --quiet --python "$VENV/bin/python" --require-hashes -r "$1"; then
        return
    fi
    "$VENV/bin/python" -m pip install --quiet --require-hashes -r "$1"
}
