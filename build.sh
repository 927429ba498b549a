#!/usr/bin/env bash
# What people and CI both run:
#   ./build.sh            builds everything, warnings as errors
#   ./build.sh test       builds, checks the formatting, runs every test, closes with "N passed, N failed"
#   ./build.sh format     formats the code
#   ./build.sh gate       measures quality against the floors (needs ../shared; see tests/Annals.Gate)
#   ./build.sh bench      measures speed end to end and by room (see benchmarks/)
#   ./build.sh peers      measures others' programs beside it (see benchmarks/peers)
#   ./build.sh soak       ingests synthetic articles for minutes and watches the memory
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

compile() { dotnet build Annals.slnx -c Release -v quiet -nologo -clp:ErrorsOnly; }

# Everything runs from what the build has made, so that nothing is built twice.
made() { echo "artifacts/bin/$1/release/$1.dll"; }

format_check() {
  dotnet tool restore >/dev/null
  dotnet csharpier check src tests benchmarks
}

test_all() {
  local passed=0 failed=0 skipped=0 status=0 log project line
  compile || { echo "0 passed, 1 failed"; exit 1; }
  if format_check; then passed=$((passed + 1)); else failed=$((failed + 1)); status=1; echo "the code is not formatted: ./build.sh format" >&2; fi
  mkdir -p artifacts/tests
  for project in $(cd tests && ls -d *.Tests); do
    log=artifacts/tests/$project.log
    dotnet "$(made "$project")" --no-progress "$@" 2>&1 | tee "$log" || status=1
    # Microsoft.Testing.Platform closes with "  total: N / failed: N / succeeded: N / skipped: N", one a line.
    line() { sed -n "s/^ *$1: *\([0-9]*\).*/\1/p" "$log" | tail -1; }
    passed=$((passed + $(line succeeded || echo 0)))
    failed=$((failed + $(line failed || echo 0)))
    skipped=$((skipped + $(line skipped || echo 0)))
  done
  # A run that broke off has no such lines, and is no success.
  [ "$status" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
  if [ "$skipped" -gt 0 ]; then echo "$passed passed, $failed failed, $skipped skipped"; else echo "$passed passed, $failed failed"; fi
  [ "$failed" -eq 0 ]
}

verb=${1:-build}
[ $# -eq 0 ] || shift
case $verb in
  build) compile ;;
  test) test_all "$@" ;;
  format) dotnet tool restore >/dev/null && dotnet csharpier format src tests benchmarks ;;
  gate) compile && dotnet "$(made Annals.Gate)" "$@" ;;
  bench) compile && dotnet "$(made Annals.Benchmarks)" "$@" ;;
  peers) compile && for run in benchmarks/peers/*/run.sh; do "$run"; done ;;
  soak) compile && dotnet "$(made Annals.Benchmarks)" soak "$@" ;;
  *) sed -n '2,10s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
