#!/bin/sh
# Sees to it that there is a Chromium for the journeys in web/e2e, and where it can, the one without a window: it draws
# the same pages for a third less of the processor.
set -u
may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }
there=
for place in "${CHROMIUM:-}" /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome; do
	[ -n "$place" ] && [ -x "$place" ] && there=$place && break
done
if [ -z "$there" ] && may_install; then
	echo "Installing Chromium, which the tests of the web app drive (once) ..."
	apt-get update -qq >/dev/null && apt-get install -y -qq chromium >/dev/null && there=/usr/bin/chromium
fi
if [ -z "$there" ]; then
	echo "The tests of the web app drive a Chromium, and there is none. On Debian or Ubuntu: sudo apt-get install chromium" >&2
	echo "Elsewhere: set CHROMIUM to the path of a Chromium or Chrome." >&2
	exit 1
fi
if [ "$there" = /usr/bin/chromium ] && [ ! -x /usr/bin/chromium-headless-shell ] && may_install; then
	apt-get install -y -qq chromium-headless-shell >/dev/null 2>&1 || true # no such package here: the whole one does
fi
