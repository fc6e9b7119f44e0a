#!/bin/sh
# Sees to it that there are pdftotext and pdftoppm, with which the tests read the papers.
set -u
missing=
for program in pdfinfo pdffonts pdftotext pdftoppm; do
	command -v "$program" >/dev/null 2>&1 || missing="$missing $program"
done
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
	echo "Installing Poppler, with which the tests read the papers (once) ..."
	apt-get update -qq >/dev/null && apt-get install -y -qq poppler-utils >/dev/null && exit 0
fi
echo "The tests read the papers with Poppler, and there is no$missing. On Debian or Ubuntu: sudo apt-get install poppler-utils" >&2
exit 1
