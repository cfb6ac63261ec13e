#!/usr/bin/env bash
# Installs the servers that integration tests run against, each by its ordinary package client, into a cache folder.
# A server that is there already is left alone. Usage: .ci/servers.sh livekit livekit-python   (or: all)
set -euo pipefail

servers="${XDG_CACHE_HOME:-$HOME/.cache}/recruiterbrain-voice/servers"

# The media server. 1.13.6 and later cannot be installed this way: their go.mod has replace lines.
livekit() {
  local folder="$servers/livekit-server-1.13.5"
  [ -x "$folder/server" ] && return
  need go "Go 1.26 or newer (https://go.dev/dl)"
  echo "building livekit-server 1.13.5, about five minutes" >&2
  CGO_ENABLED=0 GOFLAGS='' GOBIN="$folder" \
    go install -ldflags='-s -w' github.com/livekit/livekit-server/cmd/server@v1.13.5
}

# LiveKit's own client in Python: a candidate that knows nothing of us.
livekit-python() {
  local folder="$servers/livekit-python-1"
  [ -e "$folder/installed" ] && return
  need python3 "python3 and python3-venv"
  python3 -m venv "$folder"
  "$folder/bin/pip" install --quiet livekit==1.2.1 livekit-api==1.2.2
  touch "$folder/installed"
}

need() {
  command -v "$1" >/dev/null && return
  echo "missing: $2" >&2
  exit 1
}

[ $# -gt 0 ] || { echo "usage: $0 all | livekit | livekit-python" >&2; exit 2; }
[ "$1" = all ] && set -- livekit livekit-python
for server in "$@"; do
  case "$server" in
    livekit | livekit-python) "$server" ;;
    *) echo "no such server: $server" >&2; exit 2 ;;
  esac
done
