#!/usr/bin/env bash
# Builds the solution and runs its tests. The last line is "N passed, N failed, N skipped"; exit status 1 if a test failed or none ran.
#
#   scripts/test.sh                          every test but those that take long (Category=Soak)
#   scripts/test.sh --filter EXPRESSION      what dotnet test --filter takes
#
# RabbitMQ and a registry are started on 127.0.0.1 for the run and stopped after it, unless the environment names some:
#   WOLFICTL_TEST_AMQP              amqp://user:password@host:port/
#   WOLFICTL_TEST_AMQP_MANAGEMENT   http://user:password@host:port
#   WOLFICTL_TEST_REGISTRY          host:port
# Tests that want a Kubernetes cluster are skipped unless the environment names one (CONTRIBUTING.md).
# WOLFI_CORPUS names a folder of real configurations; tests that want them are skipped without it.
set -euo pipefail
# Tests send SIGINT: whoever started this script may have had it ignored, which every child would inherit.
if [ -z "${WOLFICTL_TEST_SIGNALS:-}" ] && env --default-signal=INT true 2>/dev/null; then
  exec env --default-signal=INT,QUIT WOLFICTL_TEST_SIGNALS=default bash "$0" "$@"
fi
unset WOLFICTL_TEST_SIGNALS
caller=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")/.."

filter='Category!=Soak'
while [ $# -gt 0 ]; do
  case $1 in
    --filter) filter=${2:?--filter takes an expression} && shift 2 ;;
    *) sed -n '2,/^set/{/^#/s/^# \{0,1\}//p;}' "$0" >&2 && exit 2 ;;
  esac
done

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1 MASSTRANSIT_USAGE_TELEMETRY=false
case ${WOLFI_CORPUS:-} in
  '' | /*) ;;
  *) export WOLFI_CORPUS=$caller/$WOLFI_CORPUS ;;
esac

state=$(mktemp -d "${TMPDIR:-/tmp}/wolfictl-tests.XXXXXX")
group=
starting=()

clean_up() {
  local status=$? each
  trap '' INT TERM HUP
  trap - EXIT
  [ -z "$group" ] || kill -TERM -- "-$group" 2>/dev/null || true
  for each in ${starting[@]+"${starting[@]}"}; do
    kill -- "-$each" 2>/dev/null || true
    wait "$each" 2>/dev/null || true
  done
  scripts/servers/rabbitmq.sh stop "$state/rabbitmq" || true
  scripts/servers/registry.sh stop "$state/registry" || true
  rm -rf "$state" || true
  exit "$status"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# Runs a command in a process group of its own, so that all of it can be ended when this script is.
run() {
  local status=0
  set -m
  "$@" </dev/null &
  group=$!
  set +m
  wait "$group" || status=$?
  group=
  return "$status"
}

install_what_is_missing() {
  local missing=()
  have() { command -v "$1" >/dev/null || [ -x "/usr/lib/rabbitmq/bin/$1" ]; }
  [ -n "${WOLFICTL_TEST_AMQP:-}" ] || have rabbitmq-server || missing+=(rabbitmq-server)
  [ -n "${WOLFICTL_TEST_REGISTRY:-}" ] || have docker-registry || missing+=(docker-registry)
  have make || missing+=(make)
  have git || missing+=(git)
  have skopeo || missing+=(skopeo)
  # Only root runs images.
  if [ "$(id -u)" -eq 0 ]; then
    have umoci || missing+=(umoci)
    have runc || missing+=(runc)
    have busybox || missing+=(busybox-static)
  fi
  have ps || missing+=(procps)
  /usr/bin/python3 -c 'import pika' 2>/dev/null || missing+=(python3-pika)
  [ ${#missing[@]} -gt 0 ] || return 0
  if ! command -v apt-get >/dev/null || [ "$(id -u)" -ne 0 ]; then
    echo "test.sh: missing: ${missing[*]}. On Debian: sudo apt-get install ${missing[*]}" >&2
    echo 'test.sh: or name servers of yours in WOLFICTL_TEST_AMQP, WOLFICTL_TEST_AMQP_MANAGEMENT and WOLFICTL_TEST_REGISTRY.' >&2
    exit 3
  fi
  echo "Installing ${missing[*]}"
  local policy=/usr/sbin/policy-rc.d ours=
  if [ ! -e "$policy" ]; then
    # Packages must not start services: the tests start their own.
    printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 0755 "$policy" && ours=yes
  fi
  local status=0
  run env DEBIAN_FRONTEND=noninteractive sh -c \
    'apt-get update -qq && exec apt-get install -y -qq --no-install-recommends "$@"' apt "${missing[@]}" >"$state/apt.log" 2>&1 || status=$?
  [ -z "$ours" ] || rm -f "$policy"
  if [ "$status" -ne 0 ]; then
    tail -n 20 "$state/apt.log" >&2
    echo "test.sh: apt-get could not install ${missing[*]}" >&2
    exit 3
  fi
}

# Starts a server in the background: NAME's script, its state, and what it prints.
start_server() {
  set -m
  "scripts/servers/$1.sh" start "$state/$1" </dev/null >"$state/$1.env" &
  starting+=($!)
  set +m
}

# Two runs in one checkout must not compile at once.
build() {
  mkdir -p artifacts
  exec 9>artifacts/.build.lock
  ! command -v flock >/dev/null || flock 9
  dotnet build Wolfictl.sln --nologo -v quiet -clp:'NoSummary;Verbosity=quiet' 9>&-
}

test_all() {
  dotnet test "${assemblies[@]}" --filter "$filter" --results-directory "$state/results" \
    --logger 'trx;LogFileName=tests.trx' --logger 'console;verbosity=minimal' \
    --blame-hang-timeout 5m --blame-hang-dump-type none -- RunConfiguration.MaxCpuCount=0 2>&1 |
    grep -v -e "^Data collector 'Blame' message: All tests finished" -e '^Results File: ' -e '^No test matches the given testcase filter'
  return "${PIPESTATUS[0]}"
}

install_what_is_missing

# They get ready while the compiler works.
if [ -z "${WOLFICTL_TEST_AMQP:-}" ]; then
  start_server rabbitmq
fi
if [ -z "${WOLFICTL_TEST_REGISTRY:-}" ]; then
  start_server registry
fi

run build || { echo 'test.sh: the solution does not build' >&2; exit 1; }

for each in ${starting[@]+"${starting[@]}"}; do
  wait "$each" || { echo 'test.sh: a server that the tests need did not start' >&2; exit 3; }
done
starting=()
for each in "$state"/*.env; do
  # shellcheck disable=SC1090
  [ ! -e "$each" ] || . "$each"
done

assemblies=()
while read -r project; do
  name=$(basename "$project" .csproj)
  assemblies+=("artifacts/build/bin/$name/debug/$name.dll")
done < <(tr '\\' / <Wolfictl.sln | grep -o '"tests/[^"]*\.Tests\.csproj"' | tr -d '"')

status=0
run test_all || status=$?

echo
[ -e "$state/results/tests.trx" ] || { echo "test.sh: dotnet test ended with status $status and left no results" >&2; exit 1; }
mkdir -p artifacts/tests
find "$state/results" -name '*.trx' -o -name 'Sequence*.xml' | while read -r each; do mv -f "$each" artifacts/tests/; done
summary=0
scripts/trx-summary.sh artifacts/tests/tests.trx >"$state/summary" || summary=$?
[ "$status" -eq 0 ] || [ "$summary" -ne 0 ] || echo "test.sh: dotnet test ended with status $status although no test failed" >&2
cat "$state/summary"
[ "$status" -eq 0 ] && [ "$summary" -eq 0 ] || exit 1
