#!/usr/bin/env bash
# Prepares a GKE cluster for wolfictl pod --secret-key: what runs as one Kubernetes service account gets the signing key from Secret Manager.
#
#   scripts/setup-cluster.sh [--dry-run] GOOGLE_SERVICE_ACCOUNT
#
# GOOGLE_SERVICE_ACCOUNT is a name (build-cluster) or a whole address (build-cluster@my-project.iam.gserviceaccount.com).
# --dry-run prints what would be done, as commands, and asks no cluster.
#
#   PROJECT                  the Google Cloud project of the secret [what gcloud config says]
#   NAMESPACE, KSA           the Kubernetes service account that pods run as [default, default]
#   SIGNING_SECRET_NAME      the secret in Secret Manager that holds the private key [melange-signing-key]
#   CSI_MANIFESTS            a local folder with the files of the Secrets Store CSI driver's deploy/ [the pinned version, downloaded]
#   GCP_PROVIDER_MANIFESTS   a local folder with those of its GCP provider [the pinned version, downloaded]
#
# It acts on the cluster of kubectl's current context, and may be run again at any time. It stops at the first failure.
# Exit status: 0 done, 2 wrong usage, 3 kubectl is missing, else that of the kubectl that failed.
set -euo pipefail
# Or [a-z] holds capitals.
export LC_ALL=C

driver_url=https://raw.githubusercontent.com/kubernetes-sigs/secrets-store-csi-driver/v1.5.7/deploy
driver_files=(
  rbac-secretproviderclass.yaml
  csidriver.yaml
  secrets-store.csi.x-k8s.io_secretproviderclasses.yaml
  secrets-store.csi.x-k8s.io_secretproviderclasspodstatuses.yaml
  secrets-store-csi-driver.yaml
)
provider_url=https://raw.githubusercontent.com/GoogleCloudPlatform/secrets-store-csi-driver-provider-gcp/v1.10.0/deploy
provider_files=(provider-gcp-plugin.yaml)
definition=secretproviderclasses.secrets-store.csi.x-k8s.io
# The taint that GKE puts on Arm nodes, and all that tolerates it, as key|operator|value|effect.
arm='{"key":"kubernetes.io/arch","operator":"Equal","value":"arm64","effect":"NoSchedule"}'
arm_lines='^(kubernetes\.io/arch\|(Equal)?\|arm64|(kubernetes\.io/arch)?\|Exists\|)\|(NoSchedule)?$'

die() {
  local status=$1
  shift
  trap - EXIT
  printf 'setup-cluster.sh: %s\n' "$*" >&2
  exit "$status"
}

usage() {
  local line
  while IFS= read -r line; do
    case $line in
      '#!'*) ;;
      '#'*) line=${line#'#'} && printf '%s\n' "${line# }" ;;
      *) break ;;
    esac
  done <"${BASH_SOURCE[0]}"
}

# WHAT VALUE PATTERN RULE: only values of these letters get into manifests.
must_be() {
  [[ $2 =~ ^$3$ ]] || die 2 "$1: '$2' won't do. $4"
}

doing=
step() {
  doing=$1
  if [ -n "$dry" ]; then
    printf '# %s\n' "$1"
  else
    printf '==> %s\n' "$1"
  fi
}

stopped() {
  local status=$?
  [ "$status" -eq 0 ] || [ -z "$doing" ] ||
    printf 'setup-cluster.sh: stopped (exit status %s) at: %s. What was done before stays; put it right and run this again.\n' "$status" "$doing" >&2
}
trap stopped EXIT

# kubectl, or with --dry-run the command as a shell takes it.
run() {
  if [ -z "$dry" ]; then
    kubectl "$@"
    return
  fi
  local word
  printf kubectl
  for word; do
    if [[ $word =~ ^[A-Za-z0-9@%+=:,./_-]+$ ]]; then
      printf ' %s' "$word"
    else
      printf " '%s'" "${word//\'/\'\\\'\'}"
    fi
  done
  printf '\n'
}

# FOLDER_VARIABLE URL FILE...: from the folder that the variable names, else from the URL.
check_folder() {
  local variable=$1 file
  shift 2
  [ -n "${!variable:-}" ] || return 0
  [ -d "${!variable}" ] || die 2 "$variable: '${!variable}' is no folder."
  for file; do
    [ -f "${!variable}/$file" ] || die 2 "$variable: '${!variable}' has no $file."
  done
}

install() {
  local variable=$1 url=$2 file
  shift 2
  for file; do
    run apply -f "${!variable:-$url}/$file"
  done
}

patch_tolerations() {
  run patch daemonset "$1" --namespace kube-system --type json -p "$2"
}

# Adds to the tolerations that a DaemonSet has; one that would do already is left alone.
tolerate_arm() {
  local name=$1 state generation line any=
  step "make $name tolerate Arm nodes, unless it does already"
  if [ -n "$dry" ]; then
    patch_tolerations "$name" "[{\"op\":\"add\",\"path\":\"/spec/template/spec/tolerations/-\",\"value\":$arm}]"
    return
  fi
  state=$(kubectl get daemonset "$name" --namespace kube-system \
    -o 'jsonpath={.metadata.generation}{"\n"}{range .spec.template.spec.tolerations[*]}{.key}|{.operator}|{.value}|{.effect}{"\n"}{end}')
  {
    IFS= read -r generation
    while IFS= read -r line; do
      [ -n "$line" ] || continue
      any=yes
      if [[ $line =~ $arm_lines ]]; then
        echo "daemonset.apps/$name tolerates them already"
        return
      fi
    done
  } <<<"$state"
  # Where someone changed it meanwhile, the first operation fails and nothing is lost.
  local same="{\"op\":\"test\",\"path\":\"/metadata/generation\",\"value\":$generation}"
  if [ -n "$any" ]; then
    patch_tolerations "$name" "[$same,{\"op\":\"add\",\"path\":\"/spec/template/spec/tolerations/-\",\"value\":$arm}]"
  else
    patch_tolerations "$name" "[$same,{\"op\":\"add\",\"path\":\"/spec/template/spec/tolerations\",\"value\":[$arm]}]"
  fi
}

dry=
account=
while [ $# -gt 0 ]; do
  case $1 in
    --dry-run) dry=yes ;;
    -h | --help) usage && exit 0 ;;
    -*) die 2 "there is no flag '$1': see --help." ;;
    *) [ -z "$account" ] || die 2 "one Google service account, not '$account' and '$1': see --help." && account=$1 ;;
  esac
  shift
done
[ -n "$account" ] || die 2 'name the Google service account whose rights the builds get: see --help.'

namespace=${NAMESPACE:-default}
ksa=${KSA:-default}
secret=${SIGNING_SECRET_NAME:-melange-signing-key}
label='[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?'
must_be NAMESPACE "$namespace" "$label" 'Lower-case letters, digits and - inside, at most 63.'
must_be KSA "$ksa" '[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?' 'Lower-case letters, digits, - and . inside, at most 253.'
must_be SIGNING_SECRET_NAME "$secret" '[A-Za-z0-9_-]{1,255}' 'Letters, digits, _ and -, at most 255.'
case $account in
  *@*) must_be 'the Google service account' "$account" '[a-z0-9][a-z0-9-]{0,62}@([a-z0-9-]+\.)+gserviceaccount\.com' 'An address ends in .gserviceaccount.com.' ;;
  *) must_be 'the Google service account' "$account" '[a-z]([a-z0-9-]{4,28}[a-z0-9])' 'A name has 6 to 30 lower-case letters, digits and - inside, and begins with a letter.' ;;
esac
check_folder CSI_MANIFESTS "$driver_url" "${driver_files[@]}"
check_folder GCP_PROVIDER_MANIFESTS "$provider_url" "${provider_files[@]}"
[ -n "$dry" ] || command -v kubectl >/dev/null || die 3 'kubectl is not on PATH: https://kubernetes.io/docs/tasks/tools/'

project=${PROJECT:-}
if [ -z "$project" ]; then
  command -v gcloud >/dev/null || die 2 'name the Google Cloud project in PROJECT: gcloud, which would know it, is not on PATH.'
  project=$(gcloud config get-value project 2>/dev/null) || die 2 'gcloud config get-value project failed: name the Google Cloud project in PROJECT.'
  [ "${project:-(unset)}" != '(unset)' ] || die 2 'gcloud has no project: name it in PROJECT, or gcloud config set project it.'
fi
must_be PROJECT "$project" '[a-z][a-z0-9-]{4,28}[a-z0-9]' 'The id of a project (not its number) has 6 to 30 lower-case letters, digits and - inside, and begins with a letter.'
case $account in
  *@*) ;;
  *) account=$account@$project.iam.gserviceaccount.com ;;
esac

step "let $namespace/$ksa act as $account"
run annotate serviceaccount "$ksa" --namespace "$namespace" --overwrite "iam.gke.io/gcp-service-account=$account"

step 'install the Secrets Store CSI driver'
install CSI_MANIFESTS "$driver_url" "${driver_files[@]}"

step "install the driver's GCP provider"
install GCP_PROVIDER_MANIFESTS "$provider_url" "${provider_files[@]}"

tolerate_arm csi-secrets-store
tolerate_arm csi-secrets-store-provider-gcp

step 'wait until the cluster knows SecretProviderClass'
run wait --for condition=Established --timeout 60s "customresourcedefinition/$definition"

step "offer the secret $secret of $project as melange-key to pods of $namespace"
manifest="apiVersion: secrets-store.csi.x-k8s.io/v1
kind: SecretProviderClass
metadata:
  name: melange-key
  namespace: $namespace
spec:
  provider: gcp
  parameters:
    secrets: |
      - resourceName: \"projects/$project/secrets/$secret/versions/latest\"
        path: \"melange.rsa\""
if [ -n "$dry" ]; then
  printf "kubectl apply -f - <<'EOF'\n%s\nEOF\n" "$manifest"
else
  kubectl apply -f - <<<"$manifest"
  echo "Done. docs/gke.md has a pod that tests it."
fi
doing=
