#!/usr/bin/env bash
# Makes the secrets that compose.cluster.yml reads, each once; those that are there stay. The certificate (tls_certificate,
# tls_key) comes from your authority; with --self-signed NAME one is made for trying things out.
# Compose gives a secret to a container as the file it is, so each belongs to the user of the container that reads it, who
# alone may read it; that is why this is run as root. Run it again after putting in a certificate.
set -euo pipefail
cd "$(dirname "$0")"
[ "$(id -u)" = 0 ] || {
	echo "Run it as root, so that each container may read its own secrets and nobody else: sudo $0 $*" >&2
	exit 1
}
umask 077
mkdir -p secrets
cd secrets
random() { openssl rand -base64 "$1" | tr -d '\n=+/' | head -c "$2"; }
make_once() {
	local name=$1
	shift
	[ -s "$name" ] || { "$@" >"$name.new" && mv "$name.new" "$name" && echo "made deploy/secrets/$name"; }
}
key_file() { openssl rand -base64 512 | tr -d '\n'; }
url() { printf 'mongodb://%s:%s@mongo-1,mongo-2,mongo-3/?replicaSet=revops&authSource=admin' "$1" "$(cat "$2")"; }  # pragma: allowlist secret
# Of the cluster's own bucket server: one key, which makes the bucket by its first file.
identities() {
	printf '{"identities":[{"name":"revops","credentials":[{"accessKey":"revops","secretKey":"%s"}],"actions":["Admin","Read","Write","List"]}]}' \
		"$(cat s3_secret_access_key)"
}
settings() { echo "# Lines of .env.example, such as REVOPS_SMTP_HOST=smtp.example.com; read when an instance is made."; }
make_once settings settings
make_once secret_key random 96 64
make_once metrics_token random 96 48
make_once backup_passphrase random 96 48
make_once mongo_password random 48 32
make_once mongo_backup_password random 48 32
make_once mongo_operator_password random 48 32
make_once grafana_password random 48 24
make_once mongo_keyfile key_file
make_once s3_secret_access_key random 96 48
make_once s3_identities identities
make_once mongo_url url revops mongo_password
make_once mongo_backup_url url backup mongo_backup_password
if [ "${1:-}" = --self-signed ]; then
	name=${2:?the name that people reach the server by}
	[ -s tls_key ] || openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 365 -keyout tls_key -out tls_certificate \
		-subj "/CN=$name" -addext "subjectAltName=DNS:$name,IP:127.0.0.1" 2>/dev/null
fi

# Who reads what: the users of the images, by their numbers. The folder may be passed through, never listed.
belongs_to() {
	local owner=$1 mode=$2 file
	shift 2
	for file; do [ ! -e "$file" ] || { chown "$owner" "$file" && chmod "$mode" "$file"; }; done
}
chown 0:0 . && chmod 0711 .
belongs_to 0:0 0400 s3_identities
belongs_to 0:0 0400 mongo_keyfile mongo_operator_password mongo_password mongo_backup_password # mongod's container begins as root
belongs_to 10001:10001 0400 secret_key mongo_url mongo_backup_url backup_passphrase s3_secret_access_key settings # revops, backup
belongs_to 10001:65534 0440 metrics_token                                                      # revops; the group is Prometheus'
belongs_to 472:472 0400 grafana_password                                                       # grafana
belongs_to 101:101 0400 tls_certificate tls_key                                                # nginx
[ -s tls_certificate ] || echo "still missing: deploy/secrets/tls_certificate and deploy/secrets/tls_key (or: $0 --self-signed NAME)"
