#!/usr/bin/env bash
# Training, scoring, explanations and model quality: FraudWeb compared with ML.NET, LightGBM, XGBoost and scikit-learn, on the same files in one run.
#
#   bench/engine.sh [PEERS]     PEERS: a folder with synthetic.py and handbook.py, and ../../data next to it; default ../shared/peers/trees
#
# Prints a Markdown table and exits with 1 if a requirement is not met. Needs Python with scikit-learn, pandas and XGBoost.
# The training files stay in artifacts/engine (WORK), together with the output of the steps.
set -euo pipefail
cd "$(dirname "$0")/.."
peers=$(realpath -m "${1:-../shared/peers/trees}")
data=$(realpath -m "$peers/../../data")
work=${WORK:-artifacts/engine} rounds=${ROUNDS:-2}

python=
for candidate in ${PYTHON:-python3 /usr/bin/python3}; do
  if "$candidate" -c 'import sklearn, pandas, xgboost' 2>/dev/null; then python=$candidate; break; fi
done
[ -n "$python" ] || { echo "No Python with the peers: apt-get install python3-sklearn python3-pandas python3-xgboost, or name one in PYTHON" >&2; exit 2; }
for file in "$peers/synthetic.py" "$peers/handbook.py" "$data/credit_card_fraud_10k.csv" "$data/handbook_2018-06-13_2018-07-24.csv.gz"; do
  [ -e "$file" ] || { echo "$file is missing; name the folder of the tree peers: bench/engine.sh PEERS" >&2; exit 2; }
done

mkdir -p "$work"
dotnet build bench/FraudWeb.Bench --configuration Release -nodeReuse:false >"$work/build.log" || { cat "$work/build.log"; exit 2; }
say() { echo "$*" >&2; }
ours() { dotnet bench/FraudWeb.Bench/bin/Release/net10.0/FraudWeb.Bench.dll "$@"; }
py() { PYTHONDONTWRITEBYTECODE=1 "$python" -W ignore "$@"; }

make() { # name command…: creates a folder, which is renamed when it is complete
  [ -e "$work/$1" ] && return
  say "Making the files of $1"
  rm -rf "$work/$1.part"; mkdir "$work/$1.part"
  "${@:2}"
  mv "$work/$1.part" "$work/$1"
}
make synthetic py "$peers/synthetic.py" make "$work/synthetic.part" >&2
make credit py bench/credit_folds.py make "$data/credit_card_fraud_10k.csv" "$work/credit.part" >&2
make handbook py "$peers/handbook.py" make "$data/handbook_2018-06-13_2018-07-24.csv.gz" "$work/handbook.part" >&2

# Alternately, so that other load on the machine affects both sides.
: >"$work/ours.txt"; : >"$work/peers.txt"
for round in $(seq "$rounds"); do
  say "Training and scoring, round $round of $rounds"
  ours engine "$work/synthetic" | tee -a "$work/ours.txt" >&2
  py "$peers/synthetic.py" peers "$work/synthetic" | tee -a "$work/peers.txt" >&2
done
say "The other trainers"
ours mlnet "$work/synthetic" | tee "$work/trainers.txt" >&2

folds() { # name judge schema…
  say "Folds of $1"
  ours folds "$work/$1" "${@:3}" | tee "$work/$1.txt" >&2
  ours mlnet-folds "$work/$1" "${@:3}" >>"$work/$1.txt"
  for trainer in boosting forest logistic fasttree fastforest mlnet-logistic lightgbm; do py "$2" judge "$work/$1" "$trainer.csv"; done | tee "$work/$1-ours.txt" >&2
  py "$2" peers "$work/$1" | tee "$work/$1-peers.txt" >&2
}
folds credit bench/credit_folds.py
folds handbook "$peers/handbook.py" bench/handbook.json

py bench/engine_table.py "$work"
