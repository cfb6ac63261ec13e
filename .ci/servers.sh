#!/usr/bin/env bash
# Gets what integration tests run against, once, into a cache folder, and prints where it is.
# One function for each item: .ci/servers.sh ITEM [ARGUMENT]
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/recruiterbrain-voice/servers
mkdir -p "$cache"
die() { printf '%s\n' "$@" >&2; exit 1; }

need_python() {
  python3 -c 'import venv, ensurepip' 2>/dev/null \
    || die "Python 3 with venv is missing. Install it: apt-get install python3 python3-venv"
}

venv() { # prints the interpreter of an environment that holds the packages; $1 names it
  local folder=$cache/venv-$1
  shift
  if [ ! -f "$folder/.complete" ] || [ "$(cat "$folder/.complete")" != "$*" ]; then
    need_python
    rm -rf "$folder"
    python3 -m venv "$folder" >&2
    "$folder/bin/pip" install --quiet --disable-pip-version-check "$@" >&2
    echo "$*" >"$folder/.complete"
  fi
  echo "$folder/bin/python"
}

# --- items -----------------------------------------------------------------------------------------
milvus_lite() { # prints the command of Milvus' own small server
  venv milvus-lite milvus-lite==3.2.2 pymilvus >/dev/null
  echo "$cache/venv-milvus-lite/bin/milvus-lite"
}

# Only one at a time: builds of the same cache wait for each other.
exec 9>"$cache/.lock-${1:-}"
flock 9
case "${1:-}" in
  milvus-lite) milvus_lite ;;
  *) die "usage: .ci/servers.sh milvus-lite" ;;
esac
