#!/usr/bin/env bash
# Joins the images of several architectures under one tag, signs each by its digest, and prints the digests as one line of JSON.
# usage: publish-images.sh <repository> <version> <architecture>...
set -euo pipefail
cd "$(dirname "$0")/.."
repository=$1 version=$2
shift 2
names=$(sed -nE 's#^ +- name: chorus/(.+)$#\1#p' infrastructure/kubernetes/overlays/production/kustomization.yaml)
separator='{'
for name in $names; do
  tagged=("${@/#/$repository/$name:$version-}")
  docker buildx imagetools create --tag "$repository/$name:$version" "${tagged[@]}" >&2
  digest=$(docker buildx imagetools inspect "$repository/$name:$version" --format '{{.Manifest.Digest}}')
  cosign sign --yes "$repository/$name@$digest" >&2
  printf '%s"%s":"%s@%s"' "$separator" "$name" "$repository/$name" "$digest"
  separator=','
done
echo '}'
