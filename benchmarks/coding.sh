#!/usr/bin/env bash
# How long `annals code` takes from raw text over about 7,600 sentences, and the most memory that it holds: the size at which
# PETRARCH2's authors publish coding alone, with parses given to it. The texts are those of tests/cases, repeated.
# usage: benchmarks/coding.sh [RUNS]
set -euo pipefail
cd "$(dirname "$0")/.."
lines=6165
texts=$(mktemp --suffix .jsonl)
trap 'rm -f "$texts"' EXIT
for copy in $(seq 11); do
    cat tests/cases/*.jsonl | sed "s/\"id\": *\"/&$copy-/"
done | sed -n "1,${lines}p" >"$texts"
export ANNALS_DATA="$PWD/data"
for _ in $(seq "${1:-3}"); do
    /usr/bin/time -f 'wall %e s, processor %U s + %S s, peak %M kB' \
        dotnet artifacts/bin/Annals.Cli/release/Annals.Cli.dll code "$texts" >/dev/null
done
