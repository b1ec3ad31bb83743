#!/usr/bin/env bash
# Builds every overlay and compares it with the committed schemas of two versions of Kubernetes. Where dry-run.sh finds an API server, that
# one is asked, too. usage: verify.sh [--if-changed], which skips when the files are those of ci-inputs.sha256; CI_ALL=1 never skips.
set -euo pipefail
cd "$(dirname "$0")"

hash=$(git ls-files . | grep -vE '^(src/|package\.json$|ci-inputs\.sha256$)' | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -d ' ' -f 1)
if [ "${1:-}" = --if-changed ] && [ "${CI_ALL:-}" != 1 ] && [ "$(cat ci-inputs.sha256 2>/dev/null)" = "$hash" ]; then
  echo "manifests: nothing of them has changed (infrastructure/kubernetes/ci-inputs.sha256)"
  exit 0
fi

. ../tools/use-tools.sh kustomize kubeconform
built=$(mktemp -d)
trap 'rm -rf "$built"' EXIT
for overlay in overlays/*/; do
  name=$(basename "$overlay")
  kustomize build "$overlay" >"$built/$name.yaml"
  for version in schemas/v*/; do
    printf '%s, %s: ' "$name" "$(basename "$version")"
    kubeconform -strict -summary -schema-location "$version{{.ResourceKind}}{{.KindSuffix}}.json" \
      -schema-location 'schemas/custom-resources/{{.ResourceKind}}{{.KindSuffix}}.json' "$built/$name.yaml"
  done
done
if command -v kube-apiserver >/dev/null; then
  ./dry-run.sh "$built"/*.yaml
else
  echo "no API server was built (docs/operations/kubernetes.md): no dry run"
fi
echo "$hash" >ci-inputs.sha256
