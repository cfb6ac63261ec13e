#!/usr/bin/env bash
# Builds dist/ when a source is newer than it; npm ci only when the lock file changed.
set -euo pipefail
cd "$(dirname "$0")"
if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  npm ci --no-audit --no-fund
  touch node_modules/.package-lock.json
fi
if [ ! -f dist/.built ] || [ -n "$(find src package-lock.json tsconfig.json vite.config.ts -type f -newer dist/.built -print -quit)" ]; then
  npm run build
  touch dist/.built
fi
