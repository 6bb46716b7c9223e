# shellcheck shell=bash
# Throw-away servers for the tests, on free ports of this machine, in one temporary directory.

# start_postgres DIRECTORY: sets DATABASE_URL.
start_postgres() {
    local folder=$1/postgres bin port password owner=
    bin=$(command -v initdb || printf '%s\n' /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n 1)
    bin=$(dirname "$(readlink -f "$bin")")
    port=$(free_port)
    password=$(random_word)
    mkdir "$folder"
    (umask 077 && printf '%s\n' "$password" >"$folder/password")
    if [ "$(id -u)" = 0 ]; then # PostgreSQL refuses to run as root
        owner=postgres
        chmod 711 "$1"
        chown -R $owner: "$folder"
    fi
    as "$owner" "$bin/initdb" --pgdata "$folder/data" --username portal --pwfile "$folder/password" \
        --auth scram-sha-256 --encoding UTF8 --locale C.UTF-8 --no-sync >"$1/initdb.log" 2>&1 ||
        stop "PostgreSQL could not be set up:" "$(tail -n 5 "$1/initdb.log")"
    # Nothing in it is worth a flush to the disk.
    signal=INT as_user=$owner start "$1/postgres.log" "$bin/postgres" -D "$folder/data" -k "$folder" -p "$port" \
        -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off
    wait_for PostgreSQL "$1/postgres.log" "$bin/pg_isready" --quiet --host 127.0.0.1 --port "$port"
    PGPASSWORD=$password "$bin/createdb" --host 127.0.0.1 --port "$port" --username portal portal
    export DATABASE_URL=postgres://portal:$password@127.0.0.1:$port/portal
}

# start_redis DIRECTORY: sets REDIS_URL.
start_redis() {
    local port
    port=$(free_port)
    mkdir "$1/redis"
    start "$1/redis.log" redis-server --port "$port" --bind 127.0.0.1 --save '' --appendonly no --dir "$1/redis"
    wait_for Redis "$1/redis.log" redis-cli -p "$port" ping
    export REDIS_URL=redis://127.0.0.1:$port/0
}

# as USER COMMAND...: as that user, or as oneself if USER is empty
as() {
    local user=$1
    shift
    if [ -n "$user" ]; then
        setpriv --reuid "$user" --regid "$user" --init-groups "$@" </dev/null
    else
        "$@"
    fi
}
