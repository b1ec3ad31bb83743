#!/usr/bin/env bash
# Mistakes and injections in what GitHub runs.
set -euo pipefail
cd "$(dirname "$0")/.."
infrastructure/kubernetes/install-tools.sh actionlint zizmor
export PATH=${XDG_CACHE_HOME:-$HOME/.cache}/chorus/tools/kubernetes/bin:$PATH
actionlint
zizmor --offline --no-progress --quiet .github
