#!/bin/sh
# Builds the images that the repository needs from Debian's packages and the npm registry, for machines that reach no image
# registry: debootstrap makes the base image tercet/debian:12, a Dockerfile on top of it each database and Node.js. What is
# there already is left alone. Needs root, debootstrap, npm, and a container engine that answers (engine.sh).
set -eu

here=$(cd "$(dirname "$0")" && pwd)
suite=bookworm
base=tercet/debian:12
# The mirror that the machine itself uses; where it cannot be told, debootstrap's own default.
mirror=${TERCET_DEBIAN_MIRROR:-$(apt-get indextargets --format '$(SITE) $(RELEASE)' "Codename: $suite" 2>/dev/null |
  awk '$1 ~ /debian\/?$/ { print $1; exit }')}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM

exists() { docker image inspect "$1" >/dev/null 2>&1; }

if ! exists "$base"; then
  root=$folder/root
  # It becomes the root folder of the image, which every user must be able to enter.
  mkdir --mode 0755 "$root"
  debootstrap --variant=minbase "$suite" "$root" ${mirror:+"$mirror"} >&2
  rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/*
  tar -C "$root" -c . | docker import - "$base" >/dev/null
  rm -rf "$root"
  echo "built $base"
fi

# The builder without BuildKit needs no plug-in; with the host's network it reaches the mirror the way the host does.
build() {
  DOCKER_BUILDKIT=0 DOCKER_CLI_HINTS=false docker build --quiet --network host --tag "$1" --file "$2/Dockerfile.debian" "$3" >/dev/null
  echo "built $1"
}

build_database() {
  exists "$1" || build "$1" "$here/databases/$2" "$here/databases/$2"
}

# The version that the repository's scripts run with. What is built on top finds packages where this machine does.
build_node() {
  exists "$1" && return
  version=$(node --print 'require(process.argv[1]).packages["node_modules/node"].version' "$here/../package-lock.json")
  architecture=$(node --print process.arch)
  npm install --prefix "$folder/node" --no-save --ignore-scripts --no-audit --no-fund --loglevel=error \
    "node-linux-$architecture@$version" npm@11 >/dev/null
  mkdir "$folder/node/etc"
  echo "registry=$(npm config get registry 2>/dev/null)" >"$folder/node/etc/npmrc"
  authorities=$(npm config get cafile 2>/dev/null)
  [ -f "$authorities" ] || authorities=${NODE_EXTRA_CA_CERTS:-}
  if [ -f "$authorities" ]; then
    cp "$authorities" "$folder/node/etc/authorities.pem"
    echo "cafile=/usr/local/etc/authorities.pem" >>"$folder/node/etc/npmrc"
  fi
  build "$1" "$here/node" "$folder/node"
}

build_database tercet/postgres:15 postgres
build_database tercet/mariadb:10.11 mariadb
build_database tercet/redis:7 redis
build_database tercet/etcd:3.4 etcd
build_node tercet/node:24
