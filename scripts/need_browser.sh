#!/bin/sh
# The browser tests drive Chromium and Firefox. Install them where that is permitted; else say what to install and go on:
# those tests are then skipped, and say so.
set -u

on_path() {
    for name in "$@"; do
        command -v "$name" >/dev/null 2>&1 && return 0
    done
    return 1
}

chromium() {
    on_path chromium chromium-browser google-chrome google-chrome-stable ||
        [ -x "/Applications/Chromium.app/Contents/MacOS/Chromium" ] ||
        [ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ]
}

firefox() {
    on_path firefox-esr firefox
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

wanted=""
chromium || wanted="chromium"
firefox || wanted="$wanted firefox-esr"
[ -z "$wanted" ] && exit 0
if command -v apt-get >/dev/null 2>&1 && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; then
    echo "Installing for the browser tests, once: $wanted"
    as_root apt-get update -qq
    for package in $wanted; do
        as_root apt-get install -qq --yes --no-install-recommends "$package" >/dev/null
    done
fi
firefox || {
    echo "No Firefox: the tests in it will be skipped. To run them:" >&2
    echo "  Debian:  sudo apt-get install firefox-esr" >&2
    echo "  Ubuntu:  sudo snap install firefox" >&2
    echo "  macOS:   brew install --cask firefox" >&2
}
chromium && exit 0
echo "No Chromium: the browser tests will be skipped. To run them:" >&2
echo "  Debian:  sudo apt-get install chromium" >&2
echo "  Ubuntu:  sudo snap install chromium" >&2
echo "  macOS:   brew install --cask chromium" >&2
exit "${NEED_BROWSER_STRICT:-0}"
