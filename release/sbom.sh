#!/usr/bin/env bash
# What is shipped, as CycloneDX, from the lock file alone: sbom.cdx.json. Any npm from 10 on can do it.
set -euo pipefail
cd "$(dirname "$0")/.."
npm sbom --package-lock-only --sbom-format cyclonedx --omit dev >sbom.cdx.json
node -e 'const { components } = JSON.parse(fs.readFileSync("sbom.cdx.json", "utf8")); console.log(`sbom.cdx.json: ${components.length} components`)'
