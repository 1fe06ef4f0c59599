#!/usr/bin/env bash
# Prints how fast wolfictl is, each figure as a ratio to a peer in the same run: make bench
#
#   bench/run.sh            all
#   bench/run.sh plan       one
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
[ -x artifacts/bin/wolfictl ] || { echo 'bench: make build first' >&2; exit 2; }
wanted=${1:-}
for bench in bench/*.bench.*; do
  name=$(basename "$bench")
  name=${name%%.bench.*}
  if [ -z "$wanted" ] || [ "$wanted" = "$name" ]; then
    "$bench"
  fi
done
