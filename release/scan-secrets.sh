#!/usr/bin/env bash
# Secrets in any commit; .gitleaks.toml says what was looked at and is none.
set -euo pipefail
cd "$(dirname "$0")/.."
infrastructure/kubernetes/install-tools.sh gitleaks
export PATH=${XDG_CACHE_HOME:-$HOME/.cache}/chorus/tools/kubernetes/bin:$PATH
gitleaks git --no-banner --redact .
