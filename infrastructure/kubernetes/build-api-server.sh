#!/usr/bin/env bash
# Builds a real API server for dry-run.sh, once: usage: build-api-server.sh v1.36.3. Twelve minutes of processor time, 2 GB of Go's cache, 106 MB.
set -euo pipefail

version=$1
tools=${XDG_CACHE_HOME:-$HOME/.cache}/chorus/tools/bin
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export GOFLAGS=-mod=mod CGO_ENABLED=0
go mod download "k8s.io/kubernetes@$version"
# It requires its own modules in a version that nobody publishes: each is taken from the release of the same number.
own=$(sed -nE 's#^[[:space:]]+(k8s\.io/[a-z0-9-]+) v0\.0\.0([[:space:]].*)?$#\1#p' "$(go env GOMODCACHE)/k8s.io/kubernetes@$version/go.mod" | sort -u)
{
  printf 'module apiserver\n\ngo 1.26\n\nrequire k8s.io/kubernetes %s\n' "$version"
  for module in $own; do echo "replace $module => $module v0.${version#v1.}"; done
} >go.mod
printf '//go:build tools\n\npackage apiserver\n\nimport _ "k8s.io/kubernetes/cmd/kube-apiserver"\n' >tools.go
go mod tidy >tidy.log 2>&1 || { tail -n 5 tidy.log && exit 1; }
mkdir -p "$tools"
go build -ldflags "-s -w -X k8s.io/component-base/version.gitVersion=$version" -o "$tools/kube-apiserver" k8s.io/kubernetes/cmd/kube-apiserver
"$tools/kube-apiserver" --version
