#!/bin/sh
# Sees to it that there is what the tests of the server borrow from the system: Poppler, to read the papers; nginx, for
# the cluster; promtool, for the alerts; ip, unshare and setpriv, for networks that fail and users who may not; openssl, for
# certificates.
set -u
packages=
for pair in pdfinfo:poppler-utils pdftoppm:poppler-utils nginx:nginx-light promtool:prometheus ip:iproute2 unshare:util-linux setpriv:util-linux openssl:openssl; do
	PATH="$PATH:/usr/sbin:/sbin" command -v "${pair%%:*}" >/dev/null 2>&1 && continue
	case " $packages " in *" ${pair#*:} "*) ;; *) packages="$packages ${pair#*:}" ;; esac
done
[ -z "$packages" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
	echo "Installing what the tests borrow from the system (once):$packages ..."
	# shellcheck disable=SC2086
	apt-get update -qq >/dev/null && apt-get install -y -qq --no-install-recommends $packages >/dev/null && exit 0
fi
echo "The tests need programs of the system. On Debian or Ubuntu: sudo apt-get install$packages" >&2
exit 1
