#!/usr/bin/env bash
# 2,000 pods created, watched, finished and deleted on a real API server without a node, against the same requests from a bare HttpClient loop, in the same run.
#
# WOLFICTL_TEST_KUBECONFIG names a kubeconfig that may do everything: its cluster gets a namespace of the bench's own, which goes away. ROUNDS says how often, 3 if not.
set -euo pipefail
if [ -z "${WOLFICTL_TEST_KUBECONFIG:-}" ]; then
  echo 'pods: skipped, WOLFICTL_TEST_KUBECONFIG names no kubeconfig'
  exit 0
fi
exec dotnet run --project "$(dirname "${BASH_SOURCE[0]}")/pods" -c Release -v quiet -- pods
