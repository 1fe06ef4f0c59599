#!/usr/bin/env bash
# A RabbitMQ server for tests, without a service manager: on 127.0.0.1, on free ports, all its state in one folder.
#
#   scripts/servers/rabbitmq.sh start DIR     starts it, waits until it answers, prints how to reach it as shell assignments
#   scripts/servers/rabbitmq.sh stop DIR      ends it; DIR stays
#   scripts/servers/rabbitmq.sh env DIR       prints again what start printed
#   scripts/servers/rabbitmq.sh ctl DIR ...   rabbitmqctl ..., on that server
#
#   eval "$(scripts/servers/rabbitmq.sh start /tmp/rabbitmq)"; dotnet test; scripts/servers/rabbitmq.sh stop /tmp/rabbitmq
#
# Started again in the same folder, it takes up its state and its ports.
set -euo pipefail
# shellcheck source=scripts/servers/ports.sh
. "$(dirname "${BASH_SOURCE[0]}")/ports.sh"
ready_within=60

stop() {
  printf 'rabbitmq.sh: %s\n' "$1" >&2
  exit "${2:-1}"
}

# Debian's wrappers in PATH insist on a user of their own.
program() {
  if [ -x "/usr/lib/rabbitmq/bin/$1" ]; then
    printf '/usr/lib/rabbitmq/bin/%s\n' "$1"
  else
    command -v "$1" || stop "$1 is not installed: apt-get install rabbitmq-server" 3
  fi
}

configure() {
  local amqp management epmd distribution
  mkdir -p "$dir/home" "$dir/data" "$dir/log"
  amqp=$(free_port) management=$(free_port) epmd=$(free_port) distribution=$(free_port)
  (umask 077 && head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n' >"$dir/home/.erlang.cookie")
  chmod 0400 "$dir/home/.erlang.cookie"
  printf '[rabbitmq_management].\n' >"$dir/plugins"
  cat >"$dir/rabbitmq.conf" <<CONF
listeners.tcp.1 = 127.0.0.1:$amqp
management.tcp.ip = 127.0.0.1
management.tcp.port = $management
collect_statistics_interval = 1000
log.console = true
log.console.level = warning
log.file = false
vm_memory_high_watermark.absolute = 1GiB
disk_free_limit.absolute = 100MB
CONF
  # Counts of quorum queues are seconds behind otherwise.
  printf '[{rabbit, [{quorum_tick_interval, 1000}]}].\n' >"$dir/advanced.config"
  cat >"$dir/settings" <<SETTINGS
amqp=$amqp management=$management epmd=$epmd
export HOME='$dir/home' LC_ALL=C ERL_CRASH_DUMP='$dir/erl_crash.dump' ERL_CRASH_DUMP_SECONDS=0
export ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT=$epmd
export RABBITMQ_NODENAME=wolfictl-$amqp@localhost RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_NODE_PORT=$amqp RABBITMQ_DIST_PORT=$distribution
export RABBITMQ_CONFIG_FILE='$dir/rabbitmq.conf' RABBITMQ_ADVANCED_CONFIG_FILE='$dir/advanced.config' RABBITMQ_ENABLED_PLUGINS_FILE='$dir/plugins'
export RABBITMQ_MNESIA_BASE='$dir/data' RABBITMQ_LOG_BASE='$dir/log' RABBITMQ_LOGS=- RABBITMQ_PID_FILE='$dir/beam.pid'
export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none'
SETTINGS
}

show() {
  [ -e "$dir/settings" ] || stop "no server was started in $dir"
  (
    . "$dir/settings"
    printf 'export WOLFICTL_TEST_AMQP=amqp://guest:guest@127.0.0.1:%s/\n' "$amqp"
    printf 'export WOLFICTL_TEST_AMQP_MANAGEMENT=http://guest:guest@127.0.0.1:%s\n' "$management"
  )
}

# Whether it answered in time.
launch() {
  local server
  server=$(program rabbitmq-server)
  . "$dir/settings"
  # epmd would otherwise be started by the server, and stay behind for good.
  start_group "$dir/epmd.log" epmd -address 127.0.0.1 -port "$epmd"
  printf '%s\n' "$started" >"$dir/epmd.group"
  start_group "$dir/server.log" "$server"
  printf '%s\n' "$started" >"$dir/server.group"

  local deadline=$((SECONDS + ready_within))
  until [[ $(http_status "$management" /api/overview 'Basic Z3Vlc3Q6Z3Vlc3Q=') == *' 200 '* ]] && ! port_is_free "$amqp"; do
    if [ "$SECONDS" -ge "$deadline" ] || ! kill -0 "$started" 2>/dev/null; then
      return 1
    fi
    sleep 0.2
  done
}

halt() {
  stop_group "$dir/server.group" rabbitmq-server
  stop_group "$dir/epmd.group" epmd
}

start() {
  program rabbitmq-server >/dev/null
  mkdir -p "$dir"
  if [ -e "$dir/server.group" ] && kill -0 -- "-$(cat "$dir/server.group")" 2>/dev/null; then
    show
    return
  fi
  local attempt
  for attempt in 1 2 3; do
    [ -e "$dir/settings" ] || configure
    if (launch); then
      show
      return
    fi
    halt
    # Ports that another process took meanwhile are the one thing worth another attempt.
    grep -qE 'eaddrinuse|already in use' "$dir/server.log" "$dir/epmd.log" || break
    rm -f "$dir/settings" "$dir/home/.erlang.cookie"
  done
  tail -n 20 "$dir/server.log" >&2
  stop "RabbitMQ did not answer within $ready_within s (attempt $attempt); its log is $dir/server.log" 3
}

verb=${1:-}
dir=${2:-}
[ -n "$dir" ] || stop 'usage: rabbitmq.sh start|stop|env DIR, or rabbitmq.sh ctl DIR ...' 2
case $dir in
  *\'*) stop "no quotes in the folder's name, please: $dir" 2 ;;
  /*) ;;
  *) dir=$PWD/$dir ;;
esac
case $verb in
  start) start ;;
  stop) halt ;;
  env) show ;;
  ctl)
    . "$dir/settings"
    shift 2
    exec "$(program rabbitmqctl)" "$@"
    ;;
  *) stop "unknown verb '$verb': start, stop, env or ctl" 2 ;;
esac
