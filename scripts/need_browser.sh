#!/bin/sh
# The browser tests drive Chromium. Install it where that is permitted; else say what to install and go on:
# those tests are then skipped, and say so.
set -u

found() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" >/dev/null 2>&1 && return 0
    done
    [ -x "/Applications/Chromium.app/Contents/MacOS/Chromium" ] && return 0
    [ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ]
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

found && exit 0
if command -v apt-get >/dev/null 2>&1 && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; then
    echo "Installing Chromium for the browser tests, once..."
    as_root apt-get update -qq && as_root apt-get install -qq --yes --no-install-recommends chromium >/dev/null
fi
found && exit 0
echo "No Chromium: the browser tests will be skipped. To run them:" >&2
echo "  Debian:  sudo apt-get install chromium" >&2
echo "  Ubuntu:  sudo snap install chromium" >&2
echo "  macOS:   brew install --cask chromium" >&2
exit "${NEED_BROWSER_STRICT:-0}"
