#!/usr/bin/env bash
# Asks a real API server, with a data folder of its own and on loopback, whether it would take what is built: usage: dry-run.sh <file>...
set -euo pipefail

. "$(dirname "$0")/../tools/use-tools.sh" etcd
work=$(mktemp -d)
pids=()
stop() {
  # The API server ignores SIGTERM once etcd is gone.
  for pid in "${pids[@]}"; do kill -KILL "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
client=http://127.0.0.1:$(free_port)
etcd --data-dir "$work/etcd" --listen-client-urls "$client" --advertise-client-urls "$client" \
  --listen-peer-urls "http://127.0.0.1:$(free_port)" --log-level error >"$work/etcd.log" 2>&1 &
pids+=($!)
openssl genrsa -out "$work/sa.key" 2048 2>/dev/null
token=$(openssl rand -hex 16)
echo "$token,admin,admin,system:masters" >"$work/tokens"
port=$(free_port)
kube-apiserver --etcd-servers "$client" --bind-address 127.0.0.1 --secure-port "$port" --cert-dir "$work/certificates" \
  --service-account-issuer https://chorus.localhost --service-account-key-file "$work/sa.key" \
  --service-account-signing-key-file "$work/sa.key" --token-auth-file "$work/tokens" --authorization-mode RBAC \
  --service-cluster-ip-range 10.0.0.0/24 >"$work/apiserver.log" 2>&1 &
pids+=($!)
export KUBECONFIG=$work/kubeconfig
kubectl config set-cluster here --server "https://127.0.0.1:$port" --insecure-skip-tls-verify >/dev/null
kubectl config set-credentials admin --token "$token" >/dev/null
kubectl config set-context here --cluster here --user admin >/dev/null
kubectl config use-context here >/dev/null
for attempt in {1..300}; do
  kubectl get --raw /readyz >/dev/null 2>&1 && break
  [ "$attempt" -lt 300 ] || { tail -n 20 "$work/apiserver.log" && exit 1; }
  sleep 0.2
done
# Kinds of operators are unknown to this server; kubeconform has looked at them.
for file in "$@"; do
  python3 - "$file" "$work" <<'PYTHON'
import pathlib, re, sys
texts = pathlib.Path(sys.argv[1]).read_text().split("\n---\n")
def kind(text): return re.search(r"^kind: (\w+)", text, re.M).group(1)
own = [text for text in texts if kind(text) not in {"Gateway", "HTTPRoute", "ServiceMonitor", "ExternalSecret"}]
folder = pathlib.Path(sys.argv[2])
(folder / "namespace.yaml").write_text("\n---\n".join(text for text in own if kind(text) == "Namespace"))
(folder / "objects.yaml").write_text("\n---\n".join(text for text in own if kind(text) != "Namespace"))
PYTHON
  kubectl apply --server-side -f "$work/namespace.yaml"
  kubectl apply --server-side --dry-run=server -f "$work/objects.yaml" >"$work/answer" 2>"$work/warnings" || { cat "$work/warnings" && exit 1; }
  # A pod that is not of the restricted profile is a warning here, and refused only when it starts.
  if grep -q . "$work/warnings"; then cat "$work/warnings" && exit 1; fi
  echo "$(basename "$file" .yaml): the API server ($(kubectl version -o json 2>/dev/null | sed -nE 's/.*"gitVersion": "([^"]+)".*/\1/p' | tail -n 1)) takes $(grep -c . "$work/answer") objects"
done
