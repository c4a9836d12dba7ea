#!/bin/sh
# Processor time for a megabyte of source at 1 to 400 MB, made of copies of a folder. Needs python3 and what the native build needs.
# LEVER_BINARY names a program that is built already.
set -eu
folder=${1:?usage: bench/linear.sh DIR}
folder=$(cd "$folder" && pwd)
cd "$(dirname "$0")/.."
. bench/native.sh
exec python3 bench/processes.py linear "$LEVER_BINARY" "$folder"
