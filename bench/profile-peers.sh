#!/bin/sh
# Compares reading a profile by `lever profile show` with speedscope's importer under node and, of a perf.data, with perf itself, as whole processes.
# Needs a checkout of speedscope's source, npm, node, python3, and what the native build needs; perf for a perf.data.
# LEVER_BINARY names a program that is built already.
set -eu
usage='usage: bench/profile-peers.sh SPEEDSCOPE_CHECKOUT PROFILE...'
speedscope=$(cd "${1:?$usage}" && pwd)
shift
: "${1:?$usage}"
for profile in "$@"; do set -- "$@" "$(realpath "$profile")"; shift; done
cd "$(dirname "$0")/.."
(cd bench && npm ci --silent --no-audit --no-fund)
. bench/native.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# The reader of Java's recordings is a WebAssembly module, and no part of what is compared.
echo 'export default async () => {}; export const Frame = {}; export const interpret_jfr = () => []' > "$work/none.js"
NODE_PATH=$PWD/bench/node_modules bench/node_modules/.bin/esbuild bench/speedscope.ts --bundle --platform=node --format=esm --log-level=error \
  --alias:speedscope="$speedscope" --alias:jfrview="$work/none.js" --alias:jfrview/jfrview_bg.wasm="$work/none.js" \
  --banner:js='import {createRequire} from "module"; const require = createRequire(import.meta.url);' --outfile="$work/importer.mjs"
python3 bench/processes.py profiles "$LEVER_BINARY" "$work/importer.mjs" "$@"
