#!/usr/bin/env bash
# Ends the Docker server of a folder, and its containers with it. usage: stop-docker.sh <folder>
set -euo pipefail
pid=$(cat "$1/docker.pid" 2>/dev/null) || exit 0
kill "$pid" 2>/dev/null || exit 0
for _ in $(seq 300); do
  kill -0 "$pid" 2>/dev/null || exit 0
  sleep 0.1
done
echo "the Docker server $pid does not end" >&2
exit 1
