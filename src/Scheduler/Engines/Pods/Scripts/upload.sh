# Uploads what was built, in the gcloud image: bash -c THIS upload, in the workspace, beside the build.
#   WOLFICTL_BUCKET   gs://BUCKET[/PREFIX], without a last slash
#   WOLFICTL_RUN      folder with the build's lock, and started once it runs
#   WOLFICTL_WAIT     seconds to wait for started
set -euo pipefail
export HOME=/tmp CLOUDSDK_CORE_DISABLE_PROMPTS=1

waited=0
until [ -e "$WOLFICTL_RUN/started" ]; do
  if [ "$waited" -ge "$WOLFICTL_WAIT" ]; then
    printf 'wolfictl: nothing is uploaded: the build did not start within %s s.\n' "$WOLFICTL_WAIT" >&2
    exit 1
  fi
  sleep 1
  waited=$((waited + 1))
done

# The kernel lets go of the lock however the build ends.
exec 9<"$WOLFICTL_RUN/lock"
flock 9

from=packages/$ARCH
to=$WOLFICTL_BUCKET/$ARCH
failed=0

# An apk is never overwritten: generation 0 stands for an object that does not exist.
shopt -s nullglob
for apk in "$from"/*.apk; do
  if ! gzip -t -- "$apk" 2>/dev/null; then
    printf 'wolfictl: %s is left out: it is not whole.\n' "${apk##*/}" >&2
    continue
  fi
  if gcloud storage objects describe "$to/${apk##*/}" --format='value(generation)' >/dev/null 2>&1; then
    printf 'wolfictl: %s is there already.\n' "${apk##*/}"
  elif gcloud storage cp --if-generation-match=0 "$apk" "$to/${apk##*/}"; then
    printf 'wolfictl: uploaded %s\n' "${apk##*/}"
  else
    printf 'wolfictl: %s could not be uploaded.\n' "${apk##*/}" >&2
    failed=1
  fi
done

# NAME VERSION of each package that an index lists.
listed() { tar -xzOf "$1" APKINDEX | awk -F: '/^P:/ { name = substr($0, 3) } /^V:/ { print name " " substr($0, 3) }'; }

# What the second list has and the first lacks.
lacking() { awk 'FILENAME == ARGV[1] { ours[$0]; next } !($0 in ours)' "$1" "$2"; }

refuse() {
  printf 'wolfictl: APKINDEX.tar.gz is not uploaded: %s\n' "$1" >&2
  exit "${2:-1}"
}

index=$from/APKINDEX.tar.gz
if ! [ -s "$index" ]; then
  printf 'wolfictl: no APKINDEX.tar.gz was made; the one in the bucket stays.\n'
  exit "$failed"
fi

listed "$index" >/tmp/ours || refuse 'it cannot be read.'

# The generation first: whoever replaces the index after that makes ours fail instead of being undone by it.
if generation=$(gcloud storage objects describe "$to/APKINDEX.tar.gz" --format='value(generation)' 2>/tmp/describe.err) && [ -n "$generation" ]; then
  gcloud storage cp "$to/APKINDEX.tar.gz#$generation" /tmp/theirs.tar.gz && listed /tmp/theirs.tar.gz >/tmp/theirs || refuse 'the one in the bucket cannot be read.'
  missing=$(lacking /tmp/ours /tmp/theirs) || refuse 'it cannot be compared with the one in the bucket.'
  if [ -n "$missing" ]; then
    refuse "it lacks $(printf '%s\n' "$missing" | wc -l) of the packages that the one in the bucket lists, such as ${missing%%$'\n'*}. Build with --src-bucket." "$failed"
  fi
elif grep -q -i -e 'not found' -e 'matched no objects' -e '404' /tmp/describe.err; then
  generation=0
else
  cat /tmp/describe.err >&2
  refuse 'what the bucket has cannot be read.'
fi

gcloud storage cp --if-generation-match="$generation" --cache-control=no-store "$index" "$to/APKINDEX.tar.gz" ||
  refuse 'perhaps another build was faster; build again with --src-bucket.'
printf 'wolfictl: uploaded APKINDEX.tar.gz\n'
exit "$failed"
