#!/usr/bin/env bash
# The log of a pod that prints 200,000 lines, into a file as wolfictl pod writes it, against kubectl logs -f into a file, in the same run.
#
# WOLFICTL_TEST_KUBECONFIG names a kubeconfig that may do everything, of a cluster with a node, and WOLFICTL_TEST_SDK_IMAGE an image with bash that it can pull.
set -euo pipefail
for each in WOLFICTL_TEST_KUBECONFIG WOLFICTL_TEST_SDK_IMAGE; do
  if [ -z "${!each:-}" ]; then
    echo "logs: skipped, $each is not set"
    exit 0
  fi
done
if ! command -v kubectl >/dev/null; then
  echo 'logs: skipped, kubectl is missing'
  exit 0
fi
exec dotnet run --project "$(dirname "${BASH_SOURCE[0]}")/pods" -c Release -v quiet -- logs
