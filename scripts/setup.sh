#!/bin/sh
# Installs the Debian packages that the whole test suite needs. Run as root; safe to run again.
#   chromium             opens the editions as readers do
#   fonts-*              so that Latin, Chinese, Japanese and Arabic are really drawn
#   python3-venv, make   the two commands of the README
set -eu
packages="chromium fonts-liberation fonts-dejavu-core fonts-noto-cjk make python3-venv"

if ! command -v apt-get >/dev/null; then
    echo "setup: no apt-get here; install Chromium, DejaVu and Noto CJK fonts by hand" >&2
    exit 1
fi

all_there() {
    for package in $packages; do
        dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || return 1
    done
}

if all_there; then
    echo "setup: ready, everything was there"
    exit 0
fi
if [ "$(id -u)" != 0 ]; then
    echo "setup: installs Debian packages and must be run as root" >&2
    exit 1
fi

export DEBIAN_FRONTEND=noninteractive
wait_for_lock="-o DPkg::Lock::Timeout=300"
apt-get update -qq
# shellcheck disable=SC2086 # options and names are words
apt-get install -y -qq --no-install-recommends $wait_for_lock $packages >/dev/null
echo "setup: ready"
