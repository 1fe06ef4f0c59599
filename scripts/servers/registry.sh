#!/usr/bin/env bash
# An OCI registry (Debian's docker-registry) for tests, without a service manager: on 127.0.0.1, on a free port or REGISTRY_PORT, all its state in one folder.
#
#   scripts/servers/registry.sh start DIR     starts it, waits until it answers, prints how to reach it as a shell assignment
#   scripts/servers/registry.sh stop DIR      ends it; DIR stays
#   scripts/servers/registry.sh env DIR       prints again what start printed
set -euo pipefail
# shellcheck source=scripts/servers/ports.sh
. "$(dirname "${BASH_SOURCE[0]}")/ports.sh"
ready_within=20

stop() {
  printf 'registry.sh: %s\n' "$1" >&2
  exit "${2:-1}"
}

configure() {
  local port
  port=${REGISTRY_PORT:-$(free_port)}
  mkdir -p "$dir/data"
  cat >"$dir/registry.yml" <<CONF
version: 0.1
log:
  level: warn
  accesslog:
    disabled: true
storage:
  filesystem:
    rootdirectory: '$dir/data'
  delete:
    enabled: true
http:
  addr: 127.0.0.1:$port
CONF
  printf '%s\n' "$port" >"$dir/port"
}

show() {
  [ -e "$dir/port" ] || stop "no server was started in $dir"
  printf 'export WOLFICTL_TEST_REGISTRY=127.0.0.1:%s\n' "$(cat "$dir/port")"
}

# Whether it answered in time.
launch() {
  local port deadline=$((SECONDS + ready_within))
  port=$(cat "$dir/port")
  start_group "$dir/server.log" docker-registry serve "$dir/registry.yml"
  printf '%s\n' "$started" >"$dir/server.group"
  until [[ $(http_status "$port" /v2/) == *' 200 '* ]]; do
    if [ "$SECONDS" -ge "$deadline" ] || ! kill -0 "$started" 2>/dev/null; then
      return 1
    fi
    sleep 0.1
  done
}

start() {
  command -v docker-registry >/dev/null || stop 'docker-registry is not installed: apt-get install docker-registry' 3
  mkdir -p "$dir"
  if [ -e "$dir/server.group" ] && kill -0 -- "-$(cat "$dir/server.group")" 2>/dev/null; then
    show
    return
  fi
  local attempt
  for attempt in 1 2 3; do
    [ -e "$dir/port" ] || configure
    if (launch); then
      show
      return
    fi
    stop_group "$dir/server.group" docker-registry
    # A port that another process took meanwhile is the one thing worth another attempt.
    grep -q 'already in use' "$dir/server.log" || break
    rm -f "$dir/port"
  done
  tail -n 20 "$dir/server.log" >&2
  stop "the registry did not answer within $ready_within s (attempt $attempt); its log is $dir/server.log" 3
}

verb=${1:-}
dir=${2:-}
[ -n "$dir" ] || stop 'usage: registry.sh start|stop|env DIR' 2
case $dir in
  *\'*) stop "no quotes in the folder's name, please: $dir" 2 ;;
  /*) ;;
  *) dir=$PWD/$dir ;;
esac
case $verb in
  start) start ;;
  stop) stop_group "$dir/server.group" docker-registry ;;
  env) show ;;
  *) stop "unknown verb '$verb': start, stop or env" 2 ;;
esac
