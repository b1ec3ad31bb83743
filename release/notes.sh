#!/usr/bin/env bash
# The changelog's part for a version, and nothing when package.json has another one: usage: notes.sh 1.2.3
set -euo pipefail
cd "$(dirname "$0")/.."
version=$1
own=$(sed -nE 's/^  "version": "([^"]+)",$/\1/p' package.json)
[ "$own" = "$version" ] || { echo "package.json has version $own, not $version" >&2 && exit 1; }
notes=$(awk -v heading="## $version" '/^## /{found = index($0, heading) == 1 && $2 == substr(heading, 4); next} found' CHANGELOG.md)
[ -n "${notes//[[:space:]]/}" ] || { echo "CHANGELOG.md has no part \"## $version\"" >&2 && exit 1; }
printf '%s\n' "$notes"
