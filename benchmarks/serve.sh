#!/usr/bin/env bash
# How long `annals serve` takes to answer: benchmarks/serve.sh STORE [ROUNDS] [FILE]
# Starts it on a free port, waits until the events are in memory, asks each address of a view so many times, one after
# another, and writes median and 95th percentile of the time to the first byte, in milliseconds, as a table. The first
# view is what the first page asks for: the page, the timeline, the map of all and the map of what is seen.
set -euo pipefail
store=$1 rounds=${2:-15} file=${3:-/dev/stdout}
here=$(cd "$(dirname "$0")/.." && pwd)
port=$((20000 + RANDOM % 20000)) root=http://127.0.0.1:$port
export ANNALS_DATA=${ANNALS_DATA:-$here/data}
started=$(date +%s.%N)
said=$(mktemp)
dotnet "$here/artifacts/bin/Annals.Cli/release/Annals.Cli.dll" serve --store "$store" --port $port 2>"$said" &
server=$!
trap 'kill $server 2>/dev/null; rm -f "$said"' EXIT
until grep -q "$port" "$said"; do sleep 0.05; done
listening=$(echo "$(date +%s.%N) - $started" | bc)
cold=$(curl -s -o /dev/null -w '%{time_starttransfer}' "$root/")
seen='seen=-180,-60,180,75&zoom=2'
view() { # address: milliseconds of each round, sorted
  for _ in $(seq "$rounds"); do
    curl -s -o /dev/null -w '%{time_starttransfer}\n' "$root$1"
  done | awk '{ print $1 * 1000 }' | sort -n
}
# A map narrowed by dead takes a scan of the whole record until the events are in memory.
until [ "$(curl -s -o /dev/null -w '%{time_starttransfer}' "$root/map.json?$seen&killed=1" | awk '{ print ($1 < 0.3) }')" = 1 ]; do sleep 1; done
ready=$(echo "$(date +%s.%N) - $started" | bc)
{
  echo "The address is said $listening s after the start, its first view came in $cold s; $ready s after the start the events were in memory."
  echo
  echo '| address | median ms | p95 ms |'
  echo '|---|---:|---:|'
  while read -r address; do
    view "$address" | awk -v name="$address" '{ t[NR] = $1 } END { printf "| `%s` | %.0f | %.0f |\n", name, t[int((NR + 1) / 2)], t[int(NR * 0.95) < 1 ? 1 : int(NR * 0.95)] }'
  done <<ADDRESSES
/
/timeline.json
/map.json?zoom=4
/map.json?$seen
/?country=XAA
/map.json?$seen&country=XAA
/timeline.json?country=XAA
/?type=shelling&from=2015-01-01&to=2015-12-31
/map.json?$seen&type=shelling&from=2015-01-01&to=2015-12-31
/timeline.json?type=shelling
/?killed=15
/map.json?$seen&killed=15
/timeline.json?killed=15
/?confidence=0.95
/map.json?$seen&confidence=0.5
/timeline.json?confidence=0.5
/?sources=5
/map.json?$seen&sources=5
/?status=claimed
/map.json?$seen&status=claimed
/?actor=front-0-0
/map.json?$seen&actor=front-0-0
/timeline.json?actor=front-0-0
/?place=Province+0-1
/map.json?$seen&place=Province+0-1
/?words=clinic+Town3x5
/map.json?$seen&words=clinic+Town3x5
/?words=killed
/map.json?$seen&words=killed
/timeline.json?words=killed
/actors/front-0-0
/actors/front-0-0/months.json
/places/Town3x5
/articles
/actors
/?box=-120,-40,-100,-20
/map.json?zoom=6&seen=-120,-40,-100,-20
/?page=100
/events.json
/events.json?country=XAA
/events.csv?type=siege&country=XAB
ADDRESSES
} >"$file"
