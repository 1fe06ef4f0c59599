# The build, in the sdk image: bash -c THIS build TARGET... in the workspace. Settings come from the environment, targets as arguments; nothing is pasted in here.
# Kubernetes reads this text too: a dollar sign must not be doubled.
#   WOLFICTL_RUN           folder that publish and upload see: lock is held while this runs, started appears when it is
#   WOLFICTL_KEY_NAME      the signing key's name; the key is /keys/NAME.rsa
#   WOLFICTL_SECRET_KEY    yes: the key is in /var/secrets
#   WOLFICTL_FETCHED       yes: packages were downloaded beforehand
#   WOLFICTL_TIMEOUT       seconds that make may take
#   WOLFICTL_KEEP_GOING    yes: go on after a failure
#   WOLFICTL_EXTRA_OPTIONS words for melange build
set -euo pipefail
umask 022

exec 9>"$WOLFICTL_RUN/lock"
flock 9
: >"$WOLFICTL_RUN/started"

key=/keys/$WOLFICTL_KEY_NAME.rsa
trap 'rm -f -- "$key"' EXIT

fail() {
  printf 'wolfictl: %s\n' "$*" >&2
  printf '%s\n' "$*" >/dev/termination-log 2>/dev/null || true
  exit 125
}

export HOME=/tmp
git config --global --add safe.directory "$PWD" || fail 'git is missing in the sdk image, or cannot write its configuration.'

variables=(
  "MELANGE=/usr/bin/melange" "MELANGE_DIR=/usr/share/melange" "MELANGE_RUNNER=${MELANGE_RUNNER:-bubblewrap}"
  "KEY=$key" "ARCH=$ARCH" "REPO=./packages" "MELANGE_EXTRA_OPTS=$WOLFICTL_EXTRA_OPTIONS"
)

if [ "$WOLFICTL_SECRET_KEY" = yes ]; then
  [ -s /var/secrets/melange.rsa ] || fail 'There is no signing key: /var/secrets/melange.rsa is not there. The SecretProviderClass melange-key has to name it.'
  (umask 077 && cp -- /var/secrets/melange.rsa "$key") || fail 'The signing key could not be copied.'
  if [ -s /var/secrets/melange.rsa.pub ]; then
    cp -- /var/secrets/melange.rsa.pub "$key.pub"
  elif [ -s "$WOLFICTL_RUN/$WOLFICTL_KEY_NAME.rsa.pub" ]; then
    cp -- "$WOLFICTL_RUN/$WOLFICTL_KEY_NAME.rsa.pub" "$key.pub"
  elif ! openssl rsa -in "$key" -pubout -out "$key.pub" 2>/dev/null || ! [ -s "$key.pub" ]; then
    rm -f -- "$key.pub"
    fail "There is no public half of the signing key: not in /var/secrets/melange.rsa.pub, not in a bucket, and openssl could not derive it."
  fi
  chmod 0644 -- "$key.pub"
else
  make "${variables[@]}" "$key" 9>&- || fail "make could not make the key $key."
fi

options=()
[ "$WOLFICTL_KEEP_GOING" != yes ] || options+=(--keep-going)
if [ "$WOLFICTL_FETCHED" = yes ]; then
  # Newer than the key and the configurations, and never remade for the key: what was downloaded stays as it is.
  find packages -name '*.apk' -exec touch -- {} +
  options+=("--old-file=$key")
fi

# Process 1 gets no signal that it has no handler for: a pod that is deleted ends at once instead of after its grace period.
timeout --kill-after=30 "$WOLFICTL_TIMEOUT" make "${variables[@]}" "${options[@]}" -- "$@" 9>&- &
make=$!
trap 'kill -TERM "$make" 2>/dev/null || true' TERM INT
status=0
wait "$make" || status=$?
while kill -0 "$make" 2>/dev/null; do
  status=0
  wait "$make" || status=$?
done
if [ "$status" -eq 124 ]; then
  printf 'wolfictl: the build took more than %s s and was ended.\n' "$WOLFICTL_TIMEOUT" >&2
  printf 'DeadlineExceeded: the build took more than %s s.\n' "$WOLFICTL_TIMEOUT" >/dev/termination-log 2>/dev/null || true
fi
exit "$status"
