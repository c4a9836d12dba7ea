#!/bin/sh
# Makes the committed profiles again. PYTHON names the interpreter; the committed files come from 3.11.
set -eu
cd "$(dirname "$0")/.."
export PYTHONDONTWRITEBYTECODE=1
mkdir -p profiles
"${PYTHON:-python3.11}" bench/sampler.py \
    --calls profiles/cpu.pstats \
    --folded profiles/cpu.collapsed \
    --speedscope profiles/cpu.speedscope.json
ls -l profiles
