#!/usr/bin/env bash
# Makes the secrets that compose.cluster.yml reads, each once; those that are there stay. The certificate (tls_certificate,
# tls_key) comes from your authority; with --self-signed NAME one is made for trying things out.
set -euo pipefail
cd "$(dirname "$0")"
umask 077
mkdir -p secrets
cd secrets
random() { openssl rand -base64 "$1" | tr -d '\n=+/' | head -c "$2"; }
make_once() { [ -s "$1" ] || { cat >"$1.new" && mv "$1.new" "$1" && echo "made deploy/secrets/$1"; }; }
random 96 64 | make_once secret_key
random 96 48 | make_once metrics_token
random 48 32 | make_once mongo_password
random 48 32 | make_once mongo_operator_password
random 48 24 | make_once grafana_password
openssl rand -base64 512 | tr -d '\n' | make_once mongo_keyfile
printf 'mongodb://revops:%s@mongo-1,mongo-2,mongo-3/?replicaSet=revops&authSource=admin' "$(cat mongo_password)" | make_once mongo_url # pragma: allowlist secret
if [ "${1:-}" = --self-signed ]; then
	name=${2:?the name that people reach the server by}
	[ -s tls_key ] || openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 365 -keyout tls_key -out tls_certificate \
		-subj "/CN=$name" -addext "subjectAltName=DNS:$name,IP:127.0.0.1" 2>/dev/null
fi
[ -s tls_certificate ] || echo "still missing: deploy/secrets/tls_certificate and deploy/secrets/tls_key (or: $0 --self-signed NAME)"
