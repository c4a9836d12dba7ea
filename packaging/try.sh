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

if [ $# = 0 ]; then set -- tool; fi
for each in "$@"; do "$each"; done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
