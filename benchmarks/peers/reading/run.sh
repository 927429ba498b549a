#!/usr/bin/env bash
# Annals beside other readers of pages, on the same pages in the same run: benchmarks/peers/reading/run.sh [FOLDER] [ROUNDS]
# FOLDER holds .html or .html.gz; left out, the pages of the development set beside the repository, else those in examples/.
# Node and npm are needed for the peers; without them Annals is measured alone. Prints Markdown.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../../.." && pwd)
folder=${1:-$root/../shared/data/reading/html}
[ -d "$folder" ] || folder=$root/examples
rounds=${2:-5}
export ANNALS_DATA=$root/data
annals=("$root/annals" read)
bench=(dotnet "$root/artifacts/bin/Annals.Benchmarks/release/Annals.Benchmarks.dll" pages)
"$root/annals" --version >/dev/null
[ -f "${bench[1]}" ] || dotnet build "$root/benchmarks/Annals.Benchmarks" -c Release -v quiet -nologo -clp:ErrorsOnly >&2

seconds() { # COMMAND...: the least of three cold runs, in seconds
  local best=999999 start took
  for _ in 1 2 3; do
    start=$(date +%s%N)
    taskset -c 0 "$@" >/dev/null 2>&1 || true
    took=$((($(date +%s%N) - start) / 1000000))
    [ "$took" -ge "$best" ] || best=$took
  done
  awk -v ms="$best" 'BEGIN { printf "%.2f", ms / 1000 }'
}
pages=$(ls "$folder" | grep -cE '\.html?(\.gz)?$')
echo "| reader | pages | cold run, one core (s) | warm, one core (pages/s) |"
echo "|---|---:|---:|---:|"
echo "| Annals | $pages | $(seconds "${annals[@]}" "$folder" --threads 1) | $(taskset -c 0 "${bench[@]}" "$folder" --rounds "$rounds") |"
if command -v npm >/dev/null; then
  (cd "$here" && npm ci --no-audit --no-fund --ignore-scripts >/dev/null 2>&1) || { echo "the npm registry is out of reach: no peers" >&2; exit 0; }
  for tool in readability extractus; do
    case $tool in readability) name="Readability.js 0.6.0 on linkedom 0.18.15" ;; *) name="article-extractor 9.0.1" ;; esac
    echo "| $name | $pages | $(seconds node "$here/read.mjs" $tool "$folder") | $(taskset -c 0 node "$here/read.mjs" $tool "$folder" "$rounds" 2>/dev/null) |"
  done
else
  echo "node and npm are not installed: no peers" >&2
fi
