#!/usr/bin/env bash
# Prints where the native program is: the one that LEVER_BINARY names, else one that is published now.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
if [ -z "${LEVER_BINARY:-}" ]; then
  dotnet publish "$root/src/Lever" -c Release -r linux-x64 -v quiet --nologo >&2
  LEVER_BINARY="$root/artifacts/publish/Lever/release_linux-x64/lever"
fi
realpath -e "$LEVER_BINARY"
