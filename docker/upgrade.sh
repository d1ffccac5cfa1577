#!/bin/sh
# Replaces what runs by what compose names now, without ending a meeting. On the machine of the bridges:
#   sh docker/upgrade.sh bridges                           one bridge after the other; panels connect to the next one
#   sh docker/upgrade.sh videobridges FOLDER ADDRESS ID …  in FOLDER, what was rendered for Jitsi, on the machine ADDRESS
# Each videobridge takes no newcomers, is left by whoever is on it (with MOVE=1 they are called to the others), replaced,
# and takes people again once Jicofo sends them there. Where Jitsi runs on other machines, COMPOSE says how they are
# reached, for example: COMPOSE='docker -H ssh://root@10.20.0.21 compose' (FOLDER is there as well, at the same path)
set -eu
cd "$(dirname "$0")/.."
compose=${COMPOSE:-docker compose}
own="docker compose -f docker/compose.yaml"

fail() {
  echo "$1" >&2
  exit "${2:-1}"
}

campus() { $own exec -T bridge-1 node bridge/src/cli.ts "$@"; }

# Waits until the container is healthy; a minute and a half at most, then everything stays as it is.
replace_bridge() {
  echo "$1: replaced"
  $own up -d --no-deps --wait --wait-timeout 90 "$1" ||
    fail "$1 does not become healthy. The other bridges serve the old version: docker compose logs $1" 70
}

upgrade_bridges() {
  $own build bridge-1
  for bridge in $($own ps --services --filter status=running | grep '^bridge-'); do replace_bridge "$bridge"; done
}

upgrade_videobridge() {
  campus videobridges drain "$3" ${MOVE:+--move} --wait || fail "$3 is not drained: nothing was replaced." 69
  echo "$3: replaced"
  (cd "$1" && $compose --profile "$2" up -d --no-deps --wait --wait-timeout 90 "$3") ||
    fail "$3 does not become healthy. It is still drained, so nobody is sent there." 70
  # A videobridge that was replaced does not drain; Jicofo has to know it again.
  campus videobridges undrain "$3" --wait
}

case ${1-} in
bridges) upgrade_bridges ;;
videobridges)
  [ $# -ge 4 ] || fail "upgrade.sh videobridges FOLDER ADDRESS ID …" 64
  folder=$2 address=$3
  shift 3
  for id in "$@"; do upgrade_videobridge "$folder" "$address" "$id"; done
  ;;
*) fail "upgrade.sh bridges | videobridges FOLDER ADDRESS ID …" 64 ;;
esac
