#!/usr/bin/env bash
# Makes the root of a base for the wolfictl image out of this machine's files, for CI and wherever no registry has a base: the .NET runtime (the folder that
# dotnet is in) and what it loads of the system (C library, loader, OpenSSL, certificates). Nothing is downloaded, and nothing else is in it: no shell.
#
#   scripts/image-root.sh DIR                 a new folder
#   scripts/image-root.sh DIR REGISTRY/REPOSITORY:TAG
#                                             and pushes it there, as an image for this machine's architecture; prints its reference by digest
set -euo pipefail

stop() {
  printf 'image-root.sh: %s\n' "$1" >&2
  exit "${2:-1}"
}

root=${1:-}
target=${2:-}
[ -n "$root" ] || stop 'usage: image-root.sh DIR [REGISTRY/REPOSITORY:TAG]' 2
[ ! -e "$root" ] || stop "$root is there already; a new folder is wanted" 2
command -v ldd >/dev/null || stop 'ldd is needed to tell what the runtime loads (libc-bin)' 3
dotnet=$(readlink -f "$(command -v dotnet || true)")
[ -x "$dotnet" ] || stop 'dotnet is not on PATH' 3
here=$(dirname "$dotnet")
major=$(sed -n 's/.*<TargetFramework>net\([0-9]*\)\..*/\1/p' "$(dirname "${BASH_SOURCE[0]}")/../Directory.Build.props")

# The newest version of a part, of our major version.
newest() {
  local found
  found=$(find "$here/$1" -mindepth 1 -maxdepth 1 -name "$major.*" -printf '%f\n' 2>/dev/null | sort -V | tail -n 1)
  [ -n "$found" ] || stop "$here has no $1 of version $major" 3
  printf '%s/%s\n' "$1" "$found"
}

# Copies a file to where it is here, with what its name links to as a file.
take() {
  mkdir -p "$root$(dirname "$1")"
  cp -L -- "$1" "$root$1"
  chmod u+w,go+r -- "$root$1"
}

# What a program or library loads, the loader too.
libraries_of() {
  ldd -- "$1" 2>/dev/null | sed -n 's/.*=> \(\/[^ ]*\) (.*/\1/p; s/^[[:space:]]*\(\/[^ ]*\) (.*/\1/p'
}

mkdir -p "$root/usr/share/dotnet" "$root/usr/bin" "$root/etc" "$root/tmp" "$root/proc" "$root/sys" "$root/dev"
cp -- "$dotnet" "$root/usr/share/dotnet/dotnet"
ln -s ../share/dotnet/dotnet "$root/usr/bin/dotnet"
for part in host/fxr shared/Microsoft.NETCore.App shared/Microsoft.AspNetCore.App; do
  part=$(newest "$part")
  mkdir -p "$root/usr/share/dotnet/$(dirname "$part")"
  cp -rL -- "$here/$part" "$root/usr/share/dotnet/$part"
done

# OpenSSL is opened by name at run time: no list tells of it.
ssl=$(ldconfig -p | sed -n 's/.*libssl\.so\.3 .*=> //p' | head -n 1)
[ -n "$ssl" ] || stop 'libssl.so.3 is missing: apt-get install libssl3' 3
take "$ssl"
while read -r library; do
  take "$library"
done < <({
  libraries_of "$ssl"
  find "$root/usr/share/dotnet" -type f \( -name '*.so' -o -name dotnet \) | while read -r each; do libraries_of "$each"; done
} | grep -v "^$root" | grep -v "^$here" | sort -u)

printf 'root:x:0:0:root:/:/nonexistent\nnonroot:x:65532:65532:nonroot:/:/nonexistent\n' >"$root/etc/passwd"
printf 'root:x:0:\nnonroot:x:65532:\n' >"$root/etc/group"
if [ -e /etc/ssl/certs/ca-certificates.crt ]; then
  take /etc/ssl/certs/ca-certificates.crt
  mkdir -p "$root/usr/lib/ssl"
  ln -s ../../../etc/ssl/certs/ca-certificates.crt "$root/usr/lib/ssl/cert.pem"
fi

[ -n "$target" ] || exit 0
case $(uname -m) in
  x86_64) architecture=amd64 ;;
  aarch64) architecture=arm64 ;;
  *) stop "this machine is a $(uname -m): neither amd64 nor arm64" 2 ;;
esac
root=$(realpath "$root")
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec dotnet run --project deploy/image -v quiet -- base --root "$root" --architecture "$architecture" --target "$target"
