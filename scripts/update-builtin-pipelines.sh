#!/bin/sh
# Makes src/Melange/Config/builtin-pipelines.json anew from a checkout of melange:
#   scripts/update-builtin-pipelines.sh path/to/melange
set -eu
here=$(cd "$(dirname "$0")" && pwd)
pipelines=${1:?the path of a checkout of melange}/pkg/build/pipelines
[ -d "$pipelines" ] || { echo "there is no $pipelines" >&2; exit 2; }
pipelines=$(cd "$pipelines" && pwd)
dotnet run "$here/update-builtin-pipelines.cs" -- "$pipelines" "$here/../src/Melange/Config/builtin-pipelines.json"
git -C "$here/.." --no-pager diff --stat -- src/Melange/Config/builtin-pipelines.json
