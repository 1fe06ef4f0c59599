#!/usr/bin/env bash
# Checks what no test does. All checks run; exit status 1 if one of them found something.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
status=0

check() {
  local what=$1
  shift
  if "$@"; then
    echo "lint: $what: ok"
  else
    echo "lint: $what: FAILED" >&2
    status=1
  fi
}

scripts=()
posix=()
while IFS= read -r -d '' file; do
  [ -f "$file" ] || continue
  case $(head -n 1 -- "$file" | tr -d '\0') in
    '#!/usr/bin/env bash' | '#!/bin/bash') scripts+=("$file") ;;
    '#!/bin/sh') posix+=("$file") ;;
    *) case $file in *.sh) scripts+=("$file") ;; esac ;;
  esac
done < <(git ls-files -z -- '*.sh' .ci scripts)

each_parses() {
  local file ok=0
  for file in "${scripts[@]}"; do bash -n -- "$file" || ok=1; done
  for file in "${posix[@]}"; do sh -n -- "$file" || ok=1; done
  return "$ok"
}

check 'scripts parse' each_parses
if command -v shellcheck >/dev/null; then
  # Some have no first line that names the shell: they are handed to bash -c.
  check 'shellcheck of bash' shellcheck -s bash -S warning -x -- "${scripts[@]}"
  check 'shellcheck of sh' shellcheck -s sh -S warning -x -- "${posix[@]}"
fi
if docker compose version >/dev/null 2>&1; then
  check docker-compose.yml docker compose -f docker-compose.yml config -q
fi
check 'versions are locked' dotnet restore Wolfictl.sln --locked-mode -v quiet
# Without its packages the code means nothing to the formatter.
[ "$status" -ne 0 ] || check format dotnet format Wolfictl.sln --no-restore --verify-no-changes
exit "$status"
