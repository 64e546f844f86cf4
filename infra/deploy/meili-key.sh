#!/bin/sh
# Makes Splot's key of Meilisearch, or finds it again: it serves the indexes whose names begin with "splot" and may not
# see or make keys. The key is the master key's and the uid's (HMAC), so that it is the same after every start.
set -eu
uid=6f1f7a52-3c9e-4d57-9f0e-5e7f6a0c5b11
umask 077
printf 'header = "Authorization: Bearer %s"\n' "$MEILI_MASTER_KEY" > /tmp/auth
ask() { curl -sS --config /tmp/auth -H 'Content-Type: application/json' "$@"; }
made=$(ask "http://meili:7700/keys/$uid")
case $made in
*'"key"'*) ;;
*) made=$(ask "http://meili:7700/keys" -d "{\"uid\": \"$uid\", \"name\": \"splot\", \"indexes\": [\"splot*\"], \"expiresAt\": null, \"actions\": [\"search\", \"documents.*\", \"indexes.*\", \"settings.*\", \"tasks.get\", \"stats.get\", \"version\"]}") ;;
esac
key=$(printf %s "$made" | sed -n 's/.*"key":"\([^"]*\)".*/\1/p')
[ -n "$key" ] || { echo "Meilisearch gave no key: $made" >&2; exit 1; }
umask 022
printf %s "$key" > /run/meili/key
