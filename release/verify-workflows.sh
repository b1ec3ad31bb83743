#!/usr/bin/env bash
# Mistakes and injections in what GitHub runs.
set -euo pipefail
cd "$(dirname "$0")/.."
. infrastructure/tools/use-tools.sh actionlint zizmor
actionlint
zizmor --offline --no-progress --quiet .github
