#!/usr/bin/env bash
# Builds the page with npm; without Node 20 or newer it says so and leaves the rest working.
set -euo pipefail
cd "$(dirname "$0")/../dashboard"

major=$(node --version 2>/dev/null | sed -E 's/^v([0-9]+).*/\1/' || true)
if [ "${major:-0}" -lt 20 ] || ! command -v npm >/dev/null; then
    echo "Skipped the page: it needs Node 20 or newer with npm (https://nodejs.org, or your package manager). Then run: make dashboard"
    exit 0
fi
if [ ! -d node_modules ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
    npm ci --no-audit --no-fund --loglevel=error
fi
npm run --silent build
