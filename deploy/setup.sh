#!/usr/bin/env bash
# Makes .venv with the pinned packages, the weights and the microphone; says what it skipped.
set -euo pipefail
cd "$(dirname "$0")/.."

python=${PYTHON:-python3}
"$python" - <<'PY' || { echo "voicemon needs Python 3.11, 3.12 or 3.13: make setup PYTHON=python3.12" >&2; exit 1; }
import sys
sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
PY

skipped=()

system_packages() {
    local missing=()
    [ -f /usr/include/portaudio.h ] || missing+=(portaudio19-dev)
    command -v gcc >/dev/null || missing+=(gcc)
    command -v chromium >/dev/null || missing+=(chromium)
    # the tests' virtual microphone
    command -v pulseaudio >/dev/null || missing+=(pulseaudio)
    { command -v pactl && command -v paplay; } >/dev/null || missing+=(pulseaudio-utils)
    find /usr/lib -name libasound_module_pcm_pulse.so 2>/dev/null | grep -q . || missing+=(libasound2-plugins)
    [ ${#missing[@]} -eq 0 ] && return
    if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
        echo "Installing system packages: ${missing[*]}"
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}"; } \
            >/dev/null || skipped+=("system packages: apt-get install ${missing[*]}")
    elif command -v apt-get >/dev/null; then
        skipped+=("system packages (chromium for the browser tests, portaudio for the microphone, pulseaudio for its tests): sudo apt-get install ${missing[*]}, then make setup again")
    else
        skipped+=("system packages: install PortAudio's headers, gcc and Chromium with your package manager, then make setup again")
    fi
}

pip() { .venv/bin/python -m pip --disable-pip-version-check -q "$@"; }

system_packages
[ -x .venv/bin/python ] || "$python" -m venv .venv
echo "Installing Python packages into .venv (some minutes the first time)"
pip install -c constraints.txt pip
pip install -c constraints.txt torch
pip install -c constraints.txt -e '.[weights,dev,recipes]'
if [ -f /usr/include/portaudio.h ] || [ -f /usr/local/include/portaudio.h ] || [ -f /opt/homebrew/include/portaudio.h ]; then
    pip install -c constraints.txt -e '.[mic]'
else
    skipped+=("the microphone (PyAudio): it needs PortAudio's headers")
fi

# librosa compiles parts of itself when first used; once here, so that no call has to wait for it
.venv/bin/python -c 'from librosa import yin' >/dev/null

for what in "${skipped[@]}"; do echo "Skipped $what"; done
