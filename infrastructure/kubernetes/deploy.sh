#!/usr/bin/env bash
# Migration first, then everything else, until each deployment is rolled out: usage: deploy.sh <environment> [<digests.json>]. The digests
# are an object of image names and references; without them the overlay's own tags are taken. BUILD_ONLY=1 prints what it would apply.
set -euo pipefail
cd "$(dirname "$0")"
environment=$1 digests=${2:-}
[ -d "overlays/$environment" ] || { echo "there is no overlay $environment" >&2 && exit 2; }

. ../tools/use-tools.sh kustomize
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r base components overlays "$work/"
if [ -n "$digests" ]; then
  # "name":"reference" pairs; kustomize writes them into the copy.
  while IFS=$'\t' read -r name reference; do
    (cd "$work/overlays/$environment" && kustomize edit set image "chorus/$name=$reference")
  done < <(sed -E 's/[{}]//g; s/","/"\n"/g' "$digests" | sed -nE 's/^"([^"]+)":"([^"]+)".*/\1\t\2/p')
fi
kustomize build "$work/overlays/$environment" >"$work/all.yaml"
if [ "${BUILD_ONLY:-}" = 1 ]; then cat "$work/all.yaml" && exit; fi

namespace=$(sed -nE 's/^namespace: (.+)$/\1/p' "overlays/$environment/kustomization.yaml")
inside=(kubectl --namespace "$namespace")
kubectl apply -f "overlays/$environment/namespace.yaml"
# A finished migration of the same version stands in the way: its template cannot change.
"${inside[@]}" delete job --selector app.kubernetes.io/name=migrate --ignore-not-found
kubectl apply -f "$work/all.yaml" --selector 'app.kubernetes.io/name in (migrate, chorus-migrate)'
job=$("${inside[@]}" get job --selector app.kubernetes.io/name=migrate --output name)
for _ in {1..600}; do
  status=$("${inside[@]}" get "$job" --output 'jsonpath={.status.conditions[?(@.status=="True")].type}')
  case $status in
    *Complete*) break ;;
    *Failed*) "${inside[@]}" logs "$job" >&2 && exit 1 ;;
  esac
  sleep 1
done
case $status in *Complete*) ;; *) echo "the migration has not ended after 10 minutes" >&2 && exit 1 ;; esac
kubectl apply -f "$work/all.yaml"
"${inside[@]}" rollout status deployment --selector app.kubernetes.io/part-of=chorus --timeout 10m
