#!/usr/bin/env bash
# Runs once, when Gradescope builds the image: noisegrade in an environment of its own, on a Python
# that is new enough.
set -euo pipefail

root=${NOISEGRADE_ROOT:-/autograder}
new_enough='import sys; sys.exit(sys.version_info < (3, 11))'

install() {
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@"
}

python=
for candidate in python3 python3.13 python3.12 python3.11; do
  if command -v "$candidate" >/dev/null && "$candidate" -c "$new_enough"; then
    python=$candidate
    break
  fi
done
if [ -z "$python" ]; then
  install python3.11 python3.11-venv
  python=python3.11
fi
"$python" -c 'import ensurepip' 2>/dev/null || install "$python-venv"

"$python" -m venv "$root/noisegrade"
"$root/noisegrade/bin/python" -m pip install --quiet tzdata "$root"/source/noisegrade-*.whl
