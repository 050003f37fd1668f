#!/usr/bin/env bash
# Restores, builds and tests everything. Its last line is "N passed, N failed", followed by ", N skipped" if there were any.
set -uo pipefail
cd "$(dirname "$0")" || exit 1

# No build process may outlive this script, because it would keep its output open.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# The user's data folder and settings must not affect the tests.
unset "${!FraudWeb__@}"
# Whatever the tests leave behind goes with this folder, even if they are killed.
TMPDIR=$(mktemp -d) && export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT

finish() { # passed failed skipped
  echo
  if [ "$3" -gt 0 ]; then echo "$1 passed, $2 failed, $3 skipped"; else echo "$1 passed, $2 failed"; fi
  [ "$2" -eq 0 ] && [ "$1" -gt 0 ]
  exit
}

if [ ! -x "${CHROMIUM_PATH:-/usr/bin/chromium}" ]; then
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    echo "Installing chromium for the browser tests"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >/dev/null ||
      echo "chromium could not be installed: the browser tests will be skipped"
  else
    echo "chromium is missing, and only root can install it with apt-get: the browser tests will be skipped"
  fi
fi

if [ build/spectral/package-lock.json -nt build/spectral/node_modules/.package-lock.json ]; then
  if command -v npm >/dev/null; then
    echo "Installing Spectral to check the OpenAPI document"
    (cd build/spectral && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null && touch node_modules/.package-lock.json) ||
      echo "Spectral could not be installed: its check will be skipped"
  else
    echo "npm is missing, so Spectral can't be installed: the check of the OpenAPI document will be skipped"
  fi
fi

dotnet build FraudWeb.sln --configuration Release -nodeReuse:false --disable-build-servers || finish 0 1 0

# The tests start the program some two hundred times, and it spends a quarter of a start on code with counters for later optimization.
export DOTNET_TieredPGO=0
results=artifacts/test-results
rm -rf "$results"
dotnet test FraudWeb.sln --configuration Release --no-build --results-directory "$results" --logger "trx;LogFilePrefix=tests" "$@"
code=$?

passed=0 failed=0 total=0
count() { sed -n "s/.*<Counters .*\b$2=\"\([0-9]*\)\".*/\1/p" "$1"; }
for file in "$results"/*.trx; do
  [ -e "$file" ] || finish 0 1 0
  passed=$((passed + $(count "$file" passed)))
  failed=$((failed + $(count "$file" failed)))
  total=$((total + $(count "$file" total)))
done
# A run that was aborted has no failed test, but is a failure too.
[ "$code" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
finish "$passed" "$failed" "$((total > passed + failed ? total - passed - failed : 0))"
