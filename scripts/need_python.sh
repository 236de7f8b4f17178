#!/bin/sh
# Say how to get a Python that is new enough and can make virtual environments.
cat >&2 <<'TEXT'
carto needs Python 3.11 or later, with its venv module. None was found.
  Debian, Ubuntu:  sudo apt-get install python3 python3-venv
  macOS:           brew install python@3.13
Or name yours:     make PYTHON=/path/to/python3 demo
TEXT
