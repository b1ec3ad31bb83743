#!/usr/bin/env bash
# Docker from this Debian; where that is older than 25, its server, Compose and Buildx from a newer one, in a folder of their own:
# they are Go programs and need little of the system. What starts containers (runc, tini) stays this Debian's.
set -euo pipefail
cd "$(dirname "$0")"
. ./debian.sh

plugins=${DOCKER_CONFIG:-$HOME/.docker}/cli-plugins
missing=()
command -v dockerd >/dev/null || missing+=(docker.io iptables)
command -v mmdebstrap >/dev/null || missing+=(mmdebstrap)
if [ "${#missing[@]}" -gt 0 ]; then
  apt-get -qq update
  # RUNLEVEL=1: the server is started by hand, with folders of its own.
  DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get -qq install -y --no-install-recommends "${missing[@]}" >/dev/null
fi
version=$(dockerd --version | sed -nE 's/^Docker version ([0-9]+).*/\1/p')
if [ "$version" -lt 25 ] && [ ! -x "$docker_programs/dockerd" ] || [ ! -x "$plugins/docker-compose" ] || [ ! -x "$plugins/docker-buildx" ]; then
  unpacked=$(mktemp -d)
  unpack_debian forky "$unpacked" docker.io containerd docker-compose docker-buildx
  mkdir -p "$plugins" "$docker_programs"
  cp "$unpacked"/usr/libexec/docker/cli-plugins/docker-{compose,buildx} "$plugins/"
  cp "$unpacked"/usr/sbin/{dockerd,docker-proxy} "$unpacked"/usr/bin/{containerd,containerd-shim-runc-v2} "$docker_programs/"
  rm -rf "$unpacked"
fi
PATH=$docker_programs:$PATH dockerd --version
docker compose version
docker buildx version
