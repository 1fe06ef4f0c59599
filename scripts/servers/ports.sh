# shellcheck shell=bash
# Sourced by the scripts of this folder: free ports of 127.0.0.1, and waiting until something answers there.

# Whether nothing answers on a port.
port_is_free() {
  ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# Prints a port that nothing listens on, below those that the system gives to outgoing connections.
free_port() {
  local port
  while :; do
    port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
    if port_is_free "$port"; then
      printf '%s\n' "$port"
      return
    fi
  done
}

# The first line of the answer to GET PATH on a port, or nothing; a third argument is an Authorization header's value.
http_status() {
  local line=
  {
    exec 3<>"/dev/tcp/127.0.0.1/$1" || return 1
    printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1\r\n%s\r\n' "$2" "${3:+Authorization: $3$'\r\n'}" >&3
    IFS= read -r -t 5 line <&3
    exec 3>&-
  } 2>/dev/null
  printf '%s\n' "${line%$'\r'}"
}

# Starts a command in a process group of its own, without input, its output in a file. Its pid, which is the group's id, is in $started.
start_group() {
  local log=$1
  shift
  set -m
  "$@" </dev/null >>"$log" 2>&1 &
  started=$!
  set +m
  disown "$started"
}

# Ends the group whose id a file holds, if its leader is still the program that was started, and removes the file.
stop_group() {
  local file=$1 program=$2 group
  [ -e "$file" ] || return 0
  group=$(cat "$file")
  if ps -o args= -p "$group" 2>/dev/null | grep -q -- "$program"; then
    kill -KILL -- "-$group" 2>/dev/null || true
  fi
  rm -f "$file"
}
