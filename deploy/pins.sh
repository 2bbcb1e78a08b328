#!/usr/bin/env bash
# Renews constraints.txt: installs everything afresh and writes down what came. Run it on Linux.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
pip() { "$folder/venv/bin/python" -m pip --disable-pip-version-check "$@"; }
pip install -q -U pip
pip install -q torch==2.13.0
pip install -q -e '.[weights,mic,dev,recipes,postgresql]'
{
    echo "# Every package, pinned: two installs give the same tree. Made by deploy/pins.sh."
    pip freeze --all --exclude-editable | grep -viE '^(setuptools|wheel)==' \
        | sed -E 's/\+cpu//; s/ @ file:.*//' | LC_ALL=C sort -f
} > constraints.txt
