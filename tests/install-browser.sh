#!/bin/sh
# Installs the Chromium that the browser tests drive, where there is none yet.
set -eu

for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null 2>&1; then
        echo "browser: $(command -v "$name")"
        exit 0
    fi
done

if ! command -v apt-get >/dev/null 2>&1; then
    echo "no Chromium found and no apt-get here: install Chromium by your system's own means" >&2
    exit 1
fi

as_root=""
[ "$(id -u)" -eq 0 ] || as_root="sudo"
$as_root apt-get update
$as_root apt-get install --yes --no-install-recommends chromium fonts-noto-core
echo "browser: $(command -v chromium)"
