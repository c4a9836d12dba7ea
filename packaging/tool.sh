#!/usr/bin/env bash
# packaging/tool.sh OUTPUT: the .NET tool's packages. `lever-perf` names the others, `lever-perf.linux-x64` holds the native program,
# `lever-perf.any` what the .NET runtime runs everywhere else. They are published together or not at all: an installation fails
# where the package of a platform that the first one lists is missing.
set -euo pipefail
output=$(realpath -m "$1")
cd "$(dirname "$0")/.."
for platform in "" any linux-x64; do
  dotnet pack src/Lever -c Release ${platform:+-r "$platform"} -o "$output" --nologo -v quiet
done
