#!/usr/bin/env bash
# Secrets in any commit; .gitleaks.toml says what was looked at and is none.
set -euo pipefail
cd "$(dirname "$0")/.."
. infrastructure/tools/use-tools.sh gitleaks
gitleaks git --no-banner --redact .
