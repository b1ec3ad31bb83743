#!/usr/bin/env bash
# What `make verify-kubernetes`, `make verify-workflows` and `make scan-secrets` use, once, into a folder of their own: Go programs of a newer Debian,
# and those that Go builds. usage: install-tools.sh [kustomize|gitleaks|kubeconform|actionlint|zizmor|etcd]...
set -euo pipefail
cd "$(dirname "$0")"
. ../containers/local-base/debian.sh

# Elsewhere than on Debian, Go builds them: minutes instead of seconds.
is_debian() { [ "$(. /etc/os-release 2>/dev/null && echo "${ID:-}")" = debian ]; }

tools=${XDG_CACHE_HOME:-$HOME/.cache}/chorus/tools/kubernetes/bin
mkdir -p "$tools"
for name in "$@"; do
  [ -x "$tools/$name" ] && continue
  unpacked=$(mktemp -d)
  case $name in
    kustomize | gitleaks | etcd) is_debian || name=$name-by-go ;;
  esac
  case $name in
    kustomize-by-go) GOBIN=$tools go install sigs.k8s.io/kustomize/kustomize/v5@v5.8.1 ;;
    gitleaks-by-go) GOBIN=$tools go install github.com/zricethezav/gitleaks/v8@v8.26.0 ;;
    kustomize | gitleaks) unpack_debian forky "$unpacked" "$name" && cp "$unpacked/usr/bin/$name" "$tools/" ;;
    etcd) unpack_debian forky "$unpacked" etcd-server && cp "$unpacked/usr/bin/etcd" "$tools/" ;;
    kubeconform) GOBIN=$tools go install github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0 ;;
    actionlint) GOBIN=$tools go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.12 ;;
    zizmor) python3 -m pip install --quiet --root-user-action ignore --target "$unpacked" zizmor==1.32.0 && cp "$unpacked/bin/zizmor" "$tools/" ;;
    *) echo "no tool $name" >&2 && exit 2 ;;
  esac
  rm -rf "$unpacked"
done
