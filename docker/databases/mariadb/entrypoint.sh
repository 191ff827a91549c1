#!/bin/sh
# Makes the system tables at the first start, then becomes the server (so that it gets the engine's signals).
set -eu

: "${MARIADB_ROOT_PASSWORD:?set MARIADB_ROOT_PASSWORD to the password of root}"
# The folder that the command names, else the server's own.
data=$(for option in "$@"; do case $option in --datadir=*) printf '%s' "${option#--datadir=}" ;; esac; done)
: "${data:=/var/lib/mysql}"

if [ ! -d "$data/mysql" ]; then
  mkdir -p "$data"
  mariadb-install-db "--datadir=$data" --innodb-log-file-size=8M --auth-root-authentication-method=normal --skip-test-db >/dev/null
  printf "ALTER USER 'root'@'localhost' IDENTIFIED BY '%s';\nCREATE USER 'root'@'%%' IDENTIFIED BY '%s';\nGRANT ALL ON *.* TO 'root'@'%%' WITH GRANT OPTION;\n" \
    "$MARIADB_ROOT_PASSWORD" "$MARIADB_ROOT_PASSWORD" >"$data/first.sql"
  set -- "$@" "--init-file=$data/first.sql"
fi
exec "$@"
