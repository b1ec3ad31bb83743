#!/usr/bin/env bash
# Of the running platform: nobody is root, nobody can write, and a gateway that is asked to stop does so by itself.
set -euo pipefail
failed=0
for name in $(docker ps --format '{{.Names}}' --filter label=com.docker.compose.project=chorus); do
  user=$(docker exec "$name" id -u)
  if [ "$user" = 0 ]; then echo "$name runs as root"; failed=1; fi
  if docker exec "$name" sh -c 'echo x >/written' 2>/dev/null; then echo "$name can write"; failed=1; fi
  if docker exec "$name" grep -qE '^CapEff:.*[1-9a-f]' /proc/1/status; then echo "$name has capabilities"; failed=1; fi
done
started=$(date +%s%N)
docker stop chorus-websocket-gateway-1 >/dev/null
code=$(docker inspect --format '{{.State.ExitCode}}' chorus-websocket-gateway-1)
echo "the gateway stopped in $((($(date +%s%N) - started) / 1000000)) ms with exit code $code"
[ "$code" = 0 ] || failed=1
docker start chorus-websocket-gateway-1 >/dev/null
for _ in $(seq 100); do
  if [ "$(docker inspect --format '{{.State.Health.Status}}' chorus-websocket-gateway-1)" = healthy ]; then exit $failed; fi
  sleep 0.2
done
echo "the gateway is not healthy again"
exit 1
