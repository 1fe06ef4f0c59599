# Downloads packages that are built already, in the gcloud image: bash -c THIS fetch-packages, in the workspace.
#   WOLFICTL_SOURCE        gs://BUCKET[/PREFIX], without a last slash; its ARCH folder is mirrored
#   WOLFICTL_KEY_SOURCE    gs://BUCKET[/PREFIX] that has KEY_NAME.rsa.pub
#   WOLFICTL_KEY_NAME      the signing key's name
#   WOLFICTL_RUN           folder that the build sees
set -euo pipefail
umask 022
export HOME=/tmp CLOUDSDK_CORE_DISABLE_PROMPTS=1

mkdir -p "packages/$ARCH"
if [ -n "$(gcloud storage ls "$WOLFICTL_SOURCE/$ARCH/" 2>/tmp/ls.err || true)" ]; then
  gcloud storage rsync --recursive "$WOLFICTL_SOURCE/$ARCH/" "packages/$ARCH"
elif grep -q -i -e 'matched no objects' -e 'not found: 404' -e 'no urls matched' /tmp/ls.err || ! [ -s /tmp/ls.err ]; then
  printf 'wolfictl: %s has no packages for %s yet.\n' "$WOLFICTL_SOURCE" "$ARCH"
else
  cat /tmp/ls.err >&2
  exit 1
fi

if ! gcloud storage cp "$WOLFICTL_KEY_SOURCE/$WOLFICTL_KEY_NAME.rsa.pub" "$WOLFICTL_RUN/$WOLFICTL_KEY_NAME.rsa.pub"; then
  printf 'wolfictl: %s/%s.rsa.pub could not be fetched; the key comes from elsewhere.\n' "$WOLFICTL_KEY_SOURCE" "$WOLFICTL_KEY_NAME" >&2
fi
