#!/usr/bin/env bash
# Builds every image, starts the platform of compose.yaml with a real Docker server, sends a message through it, changes an image
# and goes back. As root, on Debian. usage: ci.sh [--if-changed], which skips when the inputs are those of ci-inputs.sha256.
set -euo pipefail
cd "$(dirname "$0")/../.."
here=infrastructure/containers
# Docker's folders and the archives of base images; about 4 GB.
folder=${CHORUS_CONTAINERS_FOLDER:-/var/tmp/chorus-containers}
chorus=(node infrastructure/cli/bin/chorus.mjs)
url=https://chorus.localhost:8443

# What images and the stack are made of, beside the code that other tests run: CI_ALL=1 runs it whatever changed.
inputs() {
  git ls-files -- "$here" infrastructure/compose infrastructure/nginx infrastructure/cli/src/containers infrastructure/cli/src/doctor \
    .npmrc infrastructure/cli/bin/node-runtime.json package-lock.json '*package.json' '*tsdown.config.ts' '*vite.config.ts' tsdown.service.ts 'apps/*/server' 'services/*/src/config.ts' \
    shared/contracts/src/services.ts shared/kernel/src/service-environment.ts shared/database/src/migrate.ts |
    grep -vE '\.test\.ts$|ci-inputs\.sha256$|\.md$' | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -d ' ' -f 1
}
hash=$(inputs)
if [ "${1:-}" = --if-changed ] && [ "${CI_ALL:-}" != 1 ] && [ "$(cat $here/ci-inputs.sha256)" = "$hash" ]; then
  echo "images: nothing they are made of has changed ($here/ci-inputs.sha256)"
  exit 0
fi

began=$SECONDS
step() {
  local started=$SECONDS
  echo "images: $1"
  shift
  "$@"
  echo "images: … $((SECONDS - started)) s"
}
quietly() {
  "$@" >"$folder/last.log" 2>&1 || { tail -n 40 "$folder/last.log"; return 1; }
}

mkdir -p "$folder"
wrote_environment=
end() {
  local code=$?
  if [ $code -ne 0 ] && [ -S "$folder/docker.sock" ]; then
    (cd infrastructure/compose && docker compose logs --no-color --tail 5) || true
  fi
  (cd infrastructure/compose && docker compose down --volumes >/dev/null 2>&1) || true
  $here/local-base/stop-docker.sh "$folder"
  if [ -n "$wrote_environment" ]; then rm -rf infrastructure/compose/.env infrastructure/compose/private; fi
  exit $code
}
trap end EXIT

export DOCKER_HOST=unix://$folder/docker.sock CHORUS_BUILD_NETWORK=host
if [ ! -f infrastructure/compose/.env ]; then wrote_environment=1; fi
# A network that looks into TLS has its certificate among the system's.
echo cafile=/run/secrets/ca >"$folder/npmrc"
export CHORUS_BUILD_NPMRC=$folder/npmrc CHORUS_BUILD_CA=/etc/ssl/certs/ca-certificates.crt

step "Docker's programs" quietly $here/local-base/install-docker.sh
step "base images" quietly $here/local-base/make-bases.sh "$folder/bases"
$here/local-base/start-docker.sh "$folder"
step "base images into Docker" quietly $here/local-base/load-bases.sh "$folder/bases"
step "every image" quietly "${chorus[@]}" images
tail -n 11 "$folder/last.log"
$here/local-base/stop-docker.sh "$folder"

ISOLATED=1 $here/local-base/start-docker.sh "$folder"
inside() { nsenter --net --target "$(cat "$folder/docker.pid")" "$@"; }
if [ -n "$wrote_environment" ]; then quietly "${chorus[@]}" env; fi
step "the platform, from nothing" quietly "${chorus[@]}" up
tail -n 1 "$folder/last.log"
step "a message through it" inside "${chorus[@]}" doctor $url
(cd infrastructure/compose && docker compose stats --no-stream --format '  {{.Name}} {{.MemUsage}}')
backups() { (cd infrastructure/compose && docker compose run --rm --no-deps --no-TTY backup "$@"); }
step "a backup of it" quietly backups once
grep -q 'read again and verified' "$folder/last.log"
step "its age, as an upgrade asks" backups age 1
step "the rights of its containers" $here/check-containers.sh

old=$(docker image inspect --format '{{.Id}}' chorus/assistant:dev)
printf 'FROM chorus/assistant:dev\nLABEL build=next\n' | docker buildx build --quiet --network none --tag chorus/assistant:dev - >/dev/null
step "another image" quietly "${chorus[@]}" up
step "back to the one before" quietly "${chorus[@]}" rollback
running=$(docker inspect --format '{{.Image}}' chorus-assistant-1)
[ "$running" = "$old" ] || { echo "after the rollback $running runs, not $old"; exit 1; }
step "a message through it" quietly inside "${chorus[@]}" doctor $url

echo "$hash" >$here/ci-inputs.sha256
echo "images: passed in $((SECONDS - began)) s"
