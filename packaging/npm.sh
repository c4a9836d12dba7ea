#!/usr/bin/env bash
# packaging/npm.sh OUTPUT: the packages for npm. `lever-perf` starts the program, `lever-perf-linux-x64` holds it; npm installs the one of
# these that fits. They carry the version of the program.
set -euo pipefail
output=$(realpath -m "$1")
root=$(cd "$(dirname "$0")/.." && pwd)
program=$("$root/packaging/native.sh")
version=$("$program" --version | cut -d' ' -f2)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

mkdir -p "$output"
cp -r "$root/packaging/npm/." "$folder"
install -D -m 755 "$program" "$folder/lever-perf-linux-x64/bin/lever"
for package in lever-perf-linux-x64 lever-perf; do
  cd "$folder/$package"
  cp "$root/LICENSE" "$root/NOTICE" .
  cp "$root/packaging/about.md" README.md
  sed -i "s/\"0\.0\.0\"/\"$version\"/" package.json
  npm pack --silent --pack-destination "$output"
done
