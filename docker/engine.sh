#!/bin/sh
# Starts Debian's container engine where none answers, and waits until it does. Prints its process id when it started one.
# Needs root and the package docker.io; the log is /var/log/dockerd.log.
set -eu

timeout_seconds=60
answers() { docker info >/dev/null 2>&1; }

answers && exit 0
if ! command -v dockerd >/dev/null; then
  echo "engine.sh: dockerd is not installed: apt-get install docker.io" >&2
  exit 1
fi

# First as it is; then for machines whose kernel lacks overlay or the packet filter.
for options in "" "--storage-driver=vfs" "--storage-driver=vfs --iptables=false --ip6tables=false"; do
  rm -f /var/run/docker.pid
  # shellcheck disable=SC2086 # the options are words
  nohup setsid dockerd $options >/var/log/dockerd.log 2>&1 &
  engine=$!
  waited=0
  while kill -0 "$engine" 2>/dev/null && [ "$waited" -lt "$timeout_seconds" ]; do
    if answers; then
      echo "$engine"
      exit 0
    fi
    sleep 1
    waited=$((waited + 1))
  done
  kill "$engine" 2>/dev/null || true
done
echo "engine.sh: dockerd does not answer; the end of /var/log/dockerd.log:" >&2
tail -n 5 /var/log/dockerd.log >&2
exit 1
