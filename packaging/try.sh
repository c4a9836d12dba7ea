#!/usr/bin/env bash
# packaging/try.sh [tool|archive|npm]...: makes what is shipped and installs each from a clean folder, with a clean home and nothing
# but that folder to install from; all of them where none is named. The last line is `N passed, N failed`.
set -uo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
scratch=$(mktemp -d)
trap 'chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
passed=0 failed=0

try() { # what is tried, command...
  local what=$1 log="$scratch/log"
  shift
  if ("$@") >"$log" 2>&1; then
    echo "ok      $what"
    passed=$((passed + 1))
  else
    echo "failed  $what"
    sed 's/^/        /' "$log"
    failed=$((failed + 1))
  fi
}

# The main job with whatever starts Lever: a finding in a file that lies beside nothing else, exit codes included.
finds() { # command...
  local project
  project=$(mktemp -d "$scratch/project.XXXX")
  printf 'def unique(events: list[str]) -> list[str]:\n    seen = []\n    for event in events:\n        if event not in seen:\n            seen.append(event)\n    return seen\n' >"$project/feed.py"
  "$@" check "$project" | tee "$project/report" || return 1
  grep -q py-membership-in-grown-list "$project/report" || return 1
  "$@" check --fail-on pattern "$project" >/dev/null
  [ $? = 1 ] || return 1
  "$@" check --no-such-option 2>/dev/null
  [ $? = 2 ] || return 1
  [ "$("$@" --version)" = "lever $version" ]
}

tool() {
  local feed="$scratch/feed"
  try "tool: packages are made" "$root/packaging/tool.sh" "$feed"
  version=$(basename "$feed"/lever-perf.[0-9]*.nupkg .nupkg)
  version=${version#lever-perf.}
  # A package of this version that an earlier run unpacked must not stand in for the one just made.
  export NUGET_PACKAGES="$scratch/packages" DOTNET_CLI_HOME="$scratch/home"
  try "tool: --tool-path" tool_path "$feed"
  try "tool: manifest of a project" tool_manifest "$feed"
  try "tool: dotnet dnx" tool_dnx "$feed"
  try "tool: the portable package" tool_portable "$feed"
  unset NUGET_PACKAGES DOTNET_CLI_HOME
}

tool_path() {
  dotnet tool install lever-perf --tool-path "$scratch/tools" --source "$1" || return 1
  # The native program, which needs no runtime.
  finds env -i DOTNET_ROOT=/nonexistent "$scratch/tools/lever"
}

tool_manifest() {
  mkdir "$scratch/manifest" && cd "$scratch/manifest" || return 1
  dotnet new tool-manifest && dotnet tool install lever-perf --source "$1" && finds dotnet lever
}

tool_dnx() {
  cd "$scratch" && finds dotnet dnx --yes "lever-perf@$version" --source "$1" --
}

# What other platforms get. This one would take its native package, so the program is run from the package as it lies.
tool_portable() {
  mkdir "$scratch/portable" && cd "$scratch/portable" || return 1
  python3 -m zipfile -e "$1/lever-perf.any.$version.nupkg" . || return 1
  finds dotnet "$scratch/portable/tools/net10.0/any/lever.dll"
}

archive() {
  try "archive: made, with the same bytes twice" archive_made
  try "archive: its sum holds, and it runs with nothing but the libraries that it names" archive_alone
  try "archive: man and completions find their files" archive_prefix
}

archive_made() {
  "$root/packaging/archive.sh" "$scratch/archive" && "$root/packaging/archive.sh" "$scratch/again" &&
    cmp "$scratch"/archive/*.tar.gz "$scratch"/again/*.tar.gz
}

# A root folder of its own: no .NET, no ICU, no shell, no environment.
archive_alone() {
  cd "$scratch/archive" && sha256sum -c ./*.sha256 || return 1
  mkdir -p "$scratch/alone/project" && tar -C "$scratch/alone" --strip-components=1 -xf ./*.tar.gz || return 1
  cat "$scratch/alone/share/doc/lever/INSTALL"
  local library
  for library in $(ldd "$scratch/alone/bin/lever" | grep -o '/[^ ]*'); do cp --parents -L "$library" "$scratch/alone"; done
  find "$scratch/alone" -name '*.so*'
  version=$("$scratch/alone/bin/lever" --version | cut -d' ' -f2)
  printf 'def f(a: list[str]):\n    s = []\n    for x in a:\n        if x not in s:\n            s.append(x)\n    return s\n' >"$scratch/alone/project/feed.py"
  in_root() { env -i "$(command -v unshare)" --map-root-user --root "$scratch/alone" "$@"; }
  in_root /bin/lever check /project | grep py-membership-in-grown-list && in_root /bin/lever explain tier
}

archive_prefix() {
  local prefix="$scratch/prefix"
  mkdir "$prefix" && tar -C "$prefix" --strip-components=1 -xf "$scratch"/archive/*.tar.gz || return 1
  MANPATH="$prefix/share/man" man -w lever-check || return 1
  PATH="$prefix/bin:$PATH" bash -c 'source "$1/share/bash-completion/completions/lever"; COMP_LINE="lever check --forma" COMP_POINT=19; _lever; [ "${COMPREPLY[*]}" = --format ]' - "$prefix"
}

npm() {
  try "npm: packages are made" "$root/packaging/npm.sh" "$scratch/npm"
  try "npm: installed, npx finds it and exit codes pass" npm_install
  try "npm: a signal reaches the program and is its end" npm_signal
  try "npm: without the platform's package the remedy is said" npm_missing
}

npm_install() {
  mkdir "$scratch/npm-project" && cd "$scratch/npm-project" && echo '{}' >package.json || return 1
  command npm install --offline --no-audit --no-fund "$scratch"/npm/lever-perf-*.tgz || return 1
  version=$(node -p 'require("lever-perf/package.json").version')
  finds npx --no-install lever
}

npm_signal() {
  cd "$scratch/npm-project" && echo 'x = 1' >idle.py || return 1
  local signal
  for signal in INT TERM; do
    # `check --watch` goes on until it is interrupted; it says what it has and exits as for an interruption.
    node_modules/.bin/lever check --watch idle.py &
    local launcher=$!
    sleep 2
    kill "-$signal" "$launcher"
    wait "$launcher"
    local code=$?
    echo "SIG$signal: exit code $code"
    [ "$code" = 130 ] || return 1
  done
  # A program that is killed takes the launcher with it, by the same signal.
  node_modules/.bin/lever check --watch idle.py &
  launcher=$!
  sleep 2
  kill -KILL "$(ps -o pid= --ppid "$launcher" | tr -d ' ')"
  wait "$launcher"
  [ $? = 137 ]
}

npm_missing() {
  mkdir "$scratch/npm-missing" && cd "$scratch/npm-missing" && echo '{}' >package.json || return 1
  command npm install --offline --no-audit --no-fund --omit=optional "$scratch"/npm/lever-perf-[0-9]*.tgz || return 1
  npx --no-install lever --version 2>problem
  [ $? = 3 ] && grep 'the package lever-perf-linux-x64 is missing' problem && grep 'npm install lever-perf' problem
}

if [ $# = 0 ]; then set -- tool archive npm; fi
for each in "$@"; do "$each"; done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
