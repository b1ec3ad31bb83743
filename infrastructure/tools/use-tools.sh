# Sourced, by scripts of infrastructure/kubernetes and release: puts programs on the PATH that check manifests, workflows and secrets. What is
# missing is fetched once into a folder of the user's cache: programs of a newer Debian, and those that Go builds.
# usage: . use-tools.sh [kustomize|gitleaks|kubeconform|actionlint|zizmor|etcd]...
. "$(dirname "${BASH_SOURCE[0]}")/../containers/local-base/debian.sh"

# The one folder of them. An API server that was built (kubernetes/build-api-server.sh) is found, too.
tools=${XDG_CACHE_HOME:-$HOME/.cache}/chorus/tools/bin
mkdir -p "$tools"
PATH=$tools:$PATH

# Elsewhere than on Debian, Go builds them: minutes instead of seconds.
is_debian() { [ "$(. /etc/os-release 2>/dev/null && echo "${ID:-}")" = debian ]; }

# usage: fetch_tool <name> <empty folder>
fetch_tool() {
  local name=$1 unpacked=$2
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
    *) echo "no tool $name" >&2 && return 2 ;;
  esac
}

for tool in "$@"; do
  [ -x "$tools/$tool" ] && continue
  tool_folder=$(mktemp -d)
  fetch_tool "$tool" "$tool_folder"
  rm -rf "$tool_folder"
done
