#!/bin/sh
# Compares `lever check` with its peers over a folder, as whole processes. Needs npm, node, python3, and what the native build needs.
# LEVER_BINARY names a program that is built already.
set -eu
folder=${1:?usage: bench/peers.sh DIR}
folder=$(cd "$folder" && pwd)
cd "$(dirname "$0")/.."
(cd bench && npm ci --silent --no-audit --no-fund)
. bench/native.sh
exec python3 bench/processes.py peers "$LEVER_BINARY" "$folder"
