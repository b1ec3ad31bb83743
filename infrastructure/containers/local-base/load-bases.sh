#!/usr/bin/env bash
# Puts the archives of make-bases.sh into a Docker server under the public names that Chorus' files use.
# usage: DOCKER_HOST=… load-bases.sh <folder of make-bases.sh>
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$1
version=$(sed -nE 's/.*"version": "([^"]+)".*/\1/p' "$here/../../cli/bin/node-runtime.json")

docker import --message 'Debian 13' "$folder/debian.tar" debian:trixie-slim >/dev/null
docker import --message "Postgres, Redis and nginx of Debian" "$folder/servers.tar" chorus-local/servers:latest >/dev/null

context=$(mktemp -d)
cp -al "$folder/node-$version/bin/node" "$folder/npm" "$context/"
docker buildx build --quiet --network none --tag node:24-trixie-slim --file "$here/node.Containerfile" "$context" >/dev/null
rm -rf "$context"
docker buildx build --quiet --network none --tag postgres:18 --file "$here/postgres.Containerfile" "$here" >/dev/null
docker buildx build --quiet --network none --tag redis:8.0 --file "$here/redis.Containerfile" "$here" >/dev/null
docker tag chorus-local/servers:latest nginx:1.30
docker image ls --format '{{.Repository}}:{{.Tag}} {{.Size}}'
