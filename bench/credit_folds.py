"""Five stratified folds, four times over, of a labelled file with the columns of the schema card-transactions.

usage: python3 credit_folds.py make DATA.csv DIR     writes DIR/<repeat>-<fold>/train.csv and test.csv
       python3 credit_folds.py peers DIR             XGBoost, random forest and logistic regression on the folds
       python3 credit_folds.py judge DIR NAME.csv    judges DIR/<repeat>-<fold>/NAME.csv: test.csv plus fraud_probability

Measures, each the mean over the twenty: average precision (AP), F1 from probability 0.5 on, log loss.
"""
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import average_precision_score, f1_score, log_loss
from sklearn.model_selection import StratifiedKFold

FOLDS, REPEATS = 5, 4
ID, LABEL, CATEGORY = "transaction_id", "is_fraud", "merchant_category"


def make(data_path, folder):
    data = pd.read_csv(data_path)
    for repeat in range(REPEATS):
        for fold, (train, test) in enumerate(StratifiedKFold(FOLDS, shuffle=True, random_state=repeat).split(data, data[LABEL])):
            out = Path(folder) / f"{repeat}-{fold}"
            out.mkdir(parents=True, exist_ok=True)
            data.iloc[train].to_csv(out / "train.csv", index=False)
            data.iloc[test].to_csv(out / "test.csv", index=False)


def show(name, folder, probabilities):
    rows = []
    for fold in sorted(path for path in Path(folder).iterdir() if (path / "test.csv").exists()):
        labels, scores = probabilities(fold)
        rows.append([average_precision_score(labels, scores), f1_score(labels, scores >= 0.5), log_loss(labels, scores.astype(np.float64))])
    mean, spread = np.mean(rows, axis=0), np.std(rows, axis=0)
    print(f"{name:34s} AP {mean[0]:.4f}±{spread[0]:.3f}  F1 {mean[1]:.4f}±{spread[1]:.3f}  log loss {mean[2]:.4f}±{spread[2]:.4f}", flush=True)


def peers(folder):
    from sklearn.compose import ColumnTransformer
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler
    import xgboost

    def with_category_as(encoder, rest="passthrough"):
        return ColumnTransformer([("category", encoder, [CATEGORY])], remainder=rest)

    models = {
        "XGBoost, as it comes": lambda: make_pipeline(with_category_as(OrdinalEncoder()), xgboost.XGBClassifier(random_state=0)),
        "random forest, 100 trees": lambda: make_pipeline(with_category_as(OneHotEncoder()), RandomForestClassifier(100, random_state=0, n_jobs=-1)),
        "logistic regression": lambda: make_pipeline(with_category_as(OneHotEncoder(), StandardScaler()), LogisticRegression(max_iter=1000)),
    }
    for name, build in models.items():
        def probabilities(fold):
            train, test = (pd.read_csv(fold / part).drop(columns=ID) for part in ("train.csv", "test.csv"))
            model = build().fit(train.drop(columns=LABEL), train[LABEL])
            return test[LABEL], model.predict_proba(test.drop(columns=LABEL))[:, 1]
        show(name, folder, probabilities)


def judge(folder, name):
    def probabilities(fold):
        scored = pd.read_csv(fold / name)
        return scored[LABEL], scored.fraud_probability
    show(name, folder, probabilities)


if __name__ == "__main__":
    {"make": make, "peers": peers, "judge": judge}[sys.argv[1]](*sys.argv[2:])
