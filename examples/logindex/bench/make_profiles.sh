#!/bin/sh
# Makes the committed profiles again, with perf, on Linux.
set -eu
cd "$(dirname "$0")/.."
target="${CARGO_TARGET_DIR:-target}"
recording="$(mktemp)"
trap 'rm -f "$recording"' EXIT
cargo build --offline --profile profiling --bin workload
# Frame pointers would lose the caller of `memcmp` and its like, which is where the time goes.
perf record -q -e cpu-clock -F 997 --call-graph dwarf,16384 -o "$recording" -- "$target/profiling/workload"
fields=comm,tid,time,period,event,ip,sym,symoff,dso
mkdir -p profiles
perf script -i "$recording" --full-source-path -F "$fields,srcline" | python3 ../fold_perf.py . folded > profiles/cpu.collapsed
perf script -i "$recording" --no-inline -F "$fields" | python3 ../fold_perf.py . script 5 > profiles/cpu.perf
ls -l profiles
