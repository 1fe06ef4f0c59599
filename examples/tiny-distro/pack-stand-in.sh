#!/bin/sh
# pack-stand-in.sh - stands in for melange where melange is not installed. It is NOT melange and what it makes is no package:
# it runs no pipeline, fetches nothing and signs nothing. It packs the configuration itself into a tarball under the apk's name,
# so that planning, queueing, building in order and publishing can be tried on any machine.
#
#   pack-stand-in.sh build CONFIG ARCH APK   writes APK, and one file beside it for each subpackage
#   pack-stand-in.sh key FILE                writes FILE and FILE.pub, which hold no key
#
# Two variables of a configuration are heeded:
#   vars:
#     stand-in-fail: "true"      the build of this package fails
#     stand-in-seconds: "600"    it takes that long
#
# Needs: sh, awk, gzip and GNU tar. Same configuration, same bytes, on every machine.
set -eu
LC_ALL=C
export LC_ALL

stop() {
  printf 'pack-stand-in.sh: %s\n' "$1" >&2
  exit "${2:-1}"
}

# Prints what is needed of a configuration, a line each: "word value".
read_config() {
  awk '
    function plain(text) {
      sub(/^[ \t]+/, "", text)
      if (text ~ /^"/) { sub(/^"/, "", text); sub(/".*$/, "", text); return text }
      if (text ~ /^\047/) { sub(/^\047/, "", text); sub(/\047.*$/, "", text); return text }
      sub(/[ \t]+#.*$/, "", text)
      sub(/[ \t]+$/, "", text)
      return text
    }
    function path(  at, joined) {
      for (at = 1; at <= depth; at++) joined = joined "/" keys[at]
      return joined
    }
    function entry(indent, text,  colon, key, value, where, count, at, items) {
      if (text !~ /^["\047]?[A-Za-z0-9._-]+["\047]?:([ \t]|$)/) return
      colon = index(text, ":")
      key = plain(substr(text, 1, colon - 1))
      value = substr(text, colon + 1)
      sub(/^[ \t]+/, "", value)
      where = path()
      if (where == "/package" && (key == "name" || key == "version" || key == "epoch")) print key, plain(value)
      if (where == "/vars" && key ~ /^stand-in-/) print key, plain(value)
      if (where == "/subpackages/-" && key == "name") print "subpackage", plain(value)
      if (where == "/environment/contents" && key == "packages" && value ~ /^\[/) {
        gsub(/[][]/, "", value)
        count = split(value, items, ",")
        for (at = 1; at <= count; at++) print "need", plain(items[at])
      }
      depth++; keys[depth] = key; indents[depth] = indent
    }
    { sub(/\r$/, "") }
    /^[ \t]*(#|$)/ { next }
    {
      match($0, /^ */)
      indent = RLENGTH
      text = substr($0, indent + 1)
      if (text ~ /^-([ \t]|$)/) {
        while (depth > 0 && (indents[depth] > indent || (indents[depth] == indent && keys[depth] == "-"))) depth--
        if (path() == "/environment/contents/packages") print "need", plain(substr(text, 2))
        depth++; keys[depth] = "-"; indents[depth] = indent
        match(text, /^-[ \t]*/)
        entry(indent + RLENGTH, substr(text, RLENGTH + 1))
        next
      }
      while (depth > 0 && indents[depth] >= indent) depth--
      entry(indent, text)
    }
  ' "$1"
}

# Packs the configuration as the package $1 into $2, whole or not at all.
pack() {
  mkdir -p "$scratch/$1"
  cat "$config" >"$scratch/$1/$name.yaml"
  printf 'package = %s\nversion = %s\narch = %s\norigin = %s\n' "$1" "$full" "$arch" "$name" >"$scratch/$1/made-by-pack-stand-in.txt"
  chmod 0644 "$scratch/$1"/*
  tar --format=ustar --sort=name --mtime=@315532800 --owner=0 --group=0 --numeric-owner \
    -C "$scratch/$1" -cf "$scratch/$1.tar" "$name.yaml" made-by-pack-stand-in.txt
  gzip -n -9 -c "$scratch/$1.tar" >"$2.$$.tmp"
  mv -f "$2.$$.tmp" "$2"
}

build() {
  config=$1 arch=$2 apk=$3
  [ -r "$config" ] || stop "$config: there is no such configuration in $(pwd)"
  folder=$(dirname "$apk")
  here=$(dirname "$config")

  name='' version='' epoch='' seconds='' fails='' needs='' subpackages=''
  facts=$(read_config "$config")
  while read -r word value; do
    case $word in
      name) name=$value ;;
      version) version=$value ;;
      epoch) epoch=$value ;;
      need) needs="$needs ${value%% *}" ;;
      subpackage) case $value in *" "*) ;; *) subpackages="$subpackages $value" ;; esac ;;
      stand-in-seconds) seconds=$value ;;
      stand-in-fail) fails=$value ;;
    esac
  done <<FACTS
$facts
FACTS
  { [ -n "$name" ] && [ -n "$version" ]; } || stop "$config: package.name or package.version is missing"
  full="$version-r${epoch:-0}"
  [ "$name-$full.apk" = "$(basename "$apk")" ] || stop "$apk: $config is $name-$full, so make $folder/$name-$full.apk"

  for need in $needs; do
    need=${need%%[=<>~]*}
    case $need in '' | '!'* | "$name") continue ;; esac
    [ -e "$here/$need.yaml" ] || continue
    found=
    for there in "$folder/$need"-[0-9]*-r[0-9]*.apk; do
      [ ! -e "$there" ] || found=yes
    done
    [ -z "$found" ] || continue
    # melange would find no such package; one that is merely later, in a circle, would come from a repository.
    [ ! -e "$folder/.failed-$need" ] || { mkdir -p "$folder" && : >"$folder/.failed-$name"; stop "$name: needs $need, which failed"; }
    printf '%s: built before its dependency %s\n' "$name" "$need" >&2
  done

  case $seconds in
    '' | 0) ;;
    *[!0-9]*) stop "$config: vars.stand-in-seconds is '$seconds', which is no whole number" ;;
    *)
      printf '%s: takes %s seconds, as vars.stand-in-seconds says\n' "$name" "$seconds"
      # A child of its own, and no trap that would end it: who stops this build has to stop the whole group.
      sleep "$seconds" &
      wait $!
      ;;
  esac
  [ "$fails" != true ] || { mkdir -p "$folder" && : >"$folder/.failed-$name"; stop "$name: fails, as vars.stand-in-fail says"; }

  mkdir -p "$folder"
  scratch=$(mktemp -d "${TMPDIR:-/tmp}/pack-stand-in.XXXXXX")
  trap 'rm -rf "$scratch"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  # Its subpackages first: who sees the package's own file sees all of them.
  for subpackage in $(printf '%s\n' "$subpackages" | sed -e "s/\${{package\.name}}/$name/g"); do
    case $subpackage in *[!A-Za-z0-9+._-]* | "$name") continue ;; esac
    pack "$subpackage" "$folder/$subpackage-$full.apk"
  done
  pack "$name" "$apk"
  printf 'built %s\n' "$apk"
}

case "${1:-} $#" in
  'build 4') build "$2" "$3" "$4" ;;
  'key 2')
    printf 'no key: made by pack-stand-in.sh\n' >"$2.pub"
    (umask 077 && printf 'no key: made by pack-stand-in.sh\n' >"$2")
    ;;
  *) stop 'usage: pack-stand-in.sh build CONFIG ARCH APK | key FILE' 2 ;;
esac
