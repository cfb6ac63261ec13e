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

# Only one at a time: builds of the same cache wait for each other.
item=${1:-}
exec 9>"$cache/.lock-${item%%-*}"
flock 9
case "${1:-}" in
  silero) silero ;;
  e5-python) e5_python ;;
  e5-base) e5_base "${2:-}" ;;
  *) die "usage: .ci/servers.sh silero | e5-base [LAYERS] | e5-python" ;;
esac
