#!/bin/sh
# Build the page of the atlas from its sources into carto/atlas/assets, checking types and pure modules first.
set -eu
cd "$(dirname "$0")/../carto/atlas/web"
npm ci
npm run check
npm run build
