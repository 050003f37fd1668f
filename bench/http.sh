#!/usr/bin/env bash
# POST /api/predict under load: FraudWeb compared with a typical Flask service, one after the other on this machine.
#
#   bench/http.sh [PEER]     PEER: a folder with the Flask peer (app.py, train.py) and ../../data next to it; default ../shared/peers/flask
#
# Needs wrk; for the peer also gunicorn and Python with Flask, pandas and scikit-learn. FraudWeb stores every prediction on disk meanwhile.
set -euo pipefail
cd "$(dirname "$0")/.."
peer=$(realpath -m "${1:-../shared/peers/flask}")
seconds=${SECONDS_EACH:-10} connections=${CONNECTIONS:-8}
work=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$work"' EXIT

command -v wrk >/dev/null || { echo "wrk is missing: apt-get install wrk" >&2; exit 1; }
dotnet publish FraudWeb --configuration Release --output "$work/app" -nodeReuse:false >"$work/publish.log" || { cat "$work/publish.log"; exit 1; }

await() { # url
  for _ in $(seq 600); do curl -sf "$1" >/dev/null && return; sleep 0.1; done
  echo "$1 does not answer" >&2
  exit 1
}

load() { # name url: prints requests/s and latencies, and stores the rate in $rate
  local out
  out=$(wrk -t1 -c"$connections" -d"${seconds}s" --latency -s bench/predict.lua "$2/api/predict")
  rate=$(awk '/Requests\/sec/ {print $2}' <<<"$out")
  p99=$(awk '$1 == "99%" {print $2}' <<<"$out")
  printf '%-10s %10.0f requests/s   median %-9s p99 %-9s %s\n' "$1" "$rate" "$(awk '$1 == "50%" {print $2}' <<<"$out")" "$p99" \
    "$(grep -E 'Non-2xx|Socket errors' <<<"$out" || true)"
}

serve() { # folder port settings...
  local folder=$1 port=$2
  shift 2
  env FraudWeb__DataDirectory="$folder" FraudWeb__Api__InitialKey="$API_KEY" "$@" dotnet "$work/app/FraudWeb.dll" --urls "http://127.0.0.1:$port" >"$folder.log" 2>&1 &
  pids+=($!)
  served=$!
  await "http://127.0.0.1:$port/health"
  wrk -t1 -c"$connections" -d3s -s bench/predict.lua "http://127.0.0.1:$port/api/predict" >/dev/null # warm
}

# The default configuration: keys required and calls counted (with a quota that is not reached), compared with the same program without
# keys. The two alternate, because the machine's speed varies.
export API_KEY=key-of-the-bench-0123456789abcdef
serve "$work/data" 5054 FraudWeb__Api__RequestsPerMinute=1000000
fraudweb=$served
serve "$work/open" 5056 FraudWeb__Api__RequireKey=false FraudWeb__Api__RequestsPerMinute=0
closed=() open=()
for _ in 1 2 3 4 5; do
  load "FraudWeb" http://127.0.0.1:5054
  closed+=("$rate")
  API_KEY= load "no keys" http://127.0.0.1:5056
  open+=("$rate")
done
median() { printf '%s\n' "$@" | sort -n | sed -n 3p; }
ours=$(median "${closed[@]}")
awk "BEGIN {printf \"keys, quotas and audit cost %.1f %% of the throughput\\n\", 100 * (1 - $ours / $(median "${open[@]}"))}"
echo "           $(awk '/VmRSS/ {printf "%.0f MB resident", $2 / 1024}' "/proc/$fraudweb/status") after $(stat -c %s "$work/data/fraudweb.db" | numfmt --to=iec) of stored predictions"
kill "$fraudweb" "$served"; wait "$fraudweb" "$served" 2>/dev/null || true

if [ -e "$peer/app.py" ] && command -v gunicorn >/dev/null; then
  python=/usr/bin/python3
  "$python" "$peer/train.py" "$peer/../../data/credit_card_fraud_10k.csv" "$work/model.pkl" >/dev/null
  (cd "$peer" && PYTHONDONTWRITEBYTECODE=1 MODEL_PATH="$work/model.pkl" exec gunicorn -w 4 -b 127.0.0.1:5055 app:app >"$work/flask.log" 2>&1) &
  pids+=($!)
  await http://127.0.0.1:5055/health
  wrk -t1 -c"$connections" -d3s -s bench/predict.lua http://127.0.0.1:5055/api/predict >/dev/null
  load Flask http://127.0.0.1:5055
  awk "BEGIN {printf \"FraudWeb answers %.1f times as many\n\", $ours / $rate}"
else
  echo "The Flask peer is not here (or gunicorn is missing): measured alone."
fi
