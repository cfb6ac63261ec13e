#!/usr/bin/env bash
# Gets what integration tests run against, once, by its ordinary package client into a cache folder, and prints where it
# is. One function for each item: .ci/servers.sh ITEM [ARGUMENT], or: .ci/servers.sh all
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
livekit() { # the media server; 1.13.6 and later cannot be installed so: their go.mod has replace lines
  local folder=$cache/livekit-server-1.13.5
  if [ ! -x "$folder/server" ]; then
    command -v go >/dev/null || die "Go 1.26 or newer is missing. Install it: https://go.dev/dl"
    echo "building livekit-server 1.13.5, about five minutes" >&2
    CGO_ENABLED=0 GOFLAGS='' GOBIN="$folder" \
      go install -ldflags='-s -w' github.com/livekit/livekit-server/cmd/server@v1.13.5 >&2
  fi
  echo "$folder/server"
}

toxiproxy() { # makes connections slow, silent or refused
  local folder=$cache/toxiproxy-2.12.0
  if [ ! -x "$folder/server" ]; then
    command -v go >/dev/null || die "Go is missing. Install it: https://go.dev/dl"
    echo "building toxiproxy 2.12.0, about a minute" >&2
    CGO_ENABLED=0 GOFLAGS='' GOBIN="$folder" \
      go install -ldflags='-s -w' github.com/Shopify/toxiproxy/v2/cmd/server@v2.12.0 >&2
  fi
  echo "$folder/server"
}

livekit_python() { # LiveKit's own client in Python: a candidate that knows nothing of us
  venv livekit livekit==1.2.1 livekit-api==1.2.2
}

milvus_lite() { # prints the command of Milvus' own small server
  venv milvus-lite milvus-lite==3.2.2 pymilvus >/dev/null
  echo "$cache/venv-milvus-lite/bin/milvus-lite"
}

silero() { # the voice activity model, out of its official Python package
  local file=$cache/silero-vad-6.2.3/silero_vad.onnx part
  if [ ! -f "$file" ]; then
    need_python
    part=$(mktemp -d "$cache/part.XXXXXX")
    python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: -d "$part" silero-vad==6.2.3 >&2
    python3 -m zipfile -e "$part"/silero_vad-*.whl "$part"
    mkdir -p "$(dirname "$file")"
    mv "$part/silero_vad/data/silero_vad.onnx" "$file"
    rm -rf "$part"
  fi
  echo "$file"
}

e5_python() { # prints a Python with onnxruntime of the version that the Java side has
  venv e5 onnx==1.23.2 onnxruntime==1.28.0 tokenizers==0.23.3 'numpy>=2,<3'
}

e5_base() { # models of e5-base-v2's architecture with random weights: fp32/ and int8/; $1 is the number of layers, 2 by default
  local layers=${1:-2} folder part python
  local recipe=$root/verticles/embedding/src/test/python/make_model.py
  folder=$cache/e5-base-$layers-$(cksum <"$recipe" | cut -d ' ' -f 1)
  if [ ! -d "$folder" ]; then
    python=$(e5_python)
    part=$(mktemp -d "$cache/part.XXXXXX")
    "$python" "$recipe" "$part" "$layers" >&2
    mv "$part" "$folder"
  fi
  echo "$folder"
}

postgres() { # prints the folder of a PostgreSQL's programs, for a server outside the node
  local programs
  programs=$(find /usr/lib/postgresql -maxdepth 1 -mindepth 1 2>/dev/null | sort -V | tail -n 1)
  [ -x "$programs/bin/initdb" ] || die "PostgreSQL's programs are missing. Install them: apt-get install postgresql"
  echo "$programs"
}

# --- run -------------------------------------------------------------------------------------------
everything=(livekit livekit-python toxiproxy milvus-lite silero e5-python e5-base postgres)
item=${1:-}
if [ "$item" = all ]; then
  for each in "${everything[@]}"; do "${BASH_SOURCE[0]}" "$each"; done
  exit
fi
case " ${everything[*]} " in *" $item "*) ;; *) die "usage: .ci/servers.sh all | $(sed 's/ / | /g' <<<"${everything[*]}")" ;; esac
# Only one at a time: builds of the same cache wait for each other.
exec 9>"$cache/.lock-${item%%-*}"
flock 9
"${item//-/_}" "${@:2}"
