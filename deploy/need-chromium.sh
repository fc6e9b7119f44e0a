#!/bin/sh
# Sees to it that there is a Chromium for the journeys in web/e2e.
set -u
for place in "${CHROMIUM:-}" /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome; do
	[ -n "$place" ] && [ -x "$place" ] && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
	echo "Installing Chromium, which the tests of the web app drive (once) ..."
	apt-get update -qq >/dev/null && apt-get install -y -qq chromium >/dev/null && exit 0
fi
echo "The tests of the web app drive a Chromium, and there is none. On Debian or Ubuntu: sudo apt-get install chromium" >&2
echo "Elsewhere: set CHROMIUM to the path of a Chromium or Chrome." >&2
exit 1
