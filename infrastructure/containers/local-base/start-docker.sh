#!/usr/bin/env bash
# A Docker server with folders of its own, for builds: its containers use this machine's network. usage: start-docker.sh <folder>
# With ISOLATED=1 it lives in a network namespace of its own, in which containers have networks and published ports; commands reach
# those ports with `nsenter --net --target $(cat <folder>/docker.pid)`.
set -euo pipefail
. "$(dirname "$0")/debian.sh"
PATH=$docker_programs:$PATH
folder=$1
mkdir -p "$folder"
if [ "${ISOLATED:-}" = 1 ]; then
  spaces=(unshare --mount --net sh -c 'ip link set lo up && exec "$@"' sh)
  network=(--iptables=true)
else
  spaces=(unshare --mount)
  network=(--bridge none --iptables=false --ip-forward=false)
fi
"${spaces[@]}" dockerd "${network[@]}" --host "unix://$folder/docker.sock" --data-root "$folder/data" \
  --exec-root "$folder/run" --pidfile "$folder/docker.pid" >"$folder/docker.log" 2>&1 &
for _ in $(seq 300); do
  if docker --host "unix://$folder/docker.sock" version >/dev/null 2>&1; then exit 0; fi
  kill -0 $! 2>/dev/null || break
  sleep 0.1
done
tail -n 5 "$folder/docker.log" >&2
exit 1
