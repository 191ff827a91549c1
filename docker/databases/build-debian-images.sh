#!/bin/sh
# Builds the database images from Debian's packages, for machines that reach no image registry: debootstrap makes the
# base image tercet/debian:12, a Dockerfile on top of it each database. What is there already is left alone.
# Needs root, debootstrap and a container engine that answers (docker/engine.sh).
set -eu

here=$(cd "$(dirname "$0")" && pwd)
suite=bookworm
base=tercet/debian:12
# The mirror that the machine itself uses; where it cannot be told, debootstrap's own default.
mirror=${TERCET_DEBIAN_MIRROR:-$(apt-get indextargets --format '$(SITE) $(RELEASE)' "Codename: $suite" 2>/dev/null |
  awk '$1 ~ /debian\/?$/ { print $1; exit }')}

exists() { docker image inspect "$1" >/dev/null 2>&1; }

if ! exists "$base"; then
  root=$(mktemp -d)
  # It becomes the root folder of the image, which every user must be able to enter.
  chmod 0755 "$root"
  trap 'rm -rf "$root"' EXIT
  trap 'exit 130' INT TERM
  debootstrap --variant=minbase "$suite" "$root" ${mirror:+"$mirror"} >&2
  rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/*
  tar -C "$root" -c . | docker import - "$base" >/dev/null
  echo "built $base"
fi

# The builder without BuildKit needs no plug-in; with the host's network it reaches the mirror the way the host does.
build() {
  exists "$1" && return
  DOCKER_BUILDKIT=0 DOCKER_CLI_HINTS=false docker build --quiet --network host --tag "$1" --file "$here/$2/Dockerfile.debian" "$here/$2" >/dev/null
  echo "built $1"
}

build tercet/postgres:15 postgres
build tercet/mariadb:10.11 mariadb
build tercet/redis:7 redis
build tercet/etcd:3.4 etcd
