"""Creates the table of bench/engine.sh from the output of the runs; exits with 1 if a requirement is not met.

usage: python3 engine_table.py DIR     DIR: holds ours.txt, trainers.txt, peers.txt and, for credit and handbook, NAME.txt, NAME-ours.txt
                                       and NAME-peers.txt
"""
import re
import sys
from pathlib import Path

folder = Path(sys.argv[1])
holding = True


def lines(name):
    return (folder / name).read_text(encoding="utf-8").splitlines()


def figures(name, line_starts_with, pattern):
    """Returns all figures after the pattern, on the lines with this beginning."""
    found = [re.search(pattern + r"\s*([\d.,]+)", line) for line in lines(name) if line.startswith(line_starts_with)]
    return [float(match[1].replace(",", "")) for match in found if match]


def ours(name):
    return figures("ours.txt", name + " ", name)


def row(measure, asked, mine, holds, xgboost="–", scikit="–"):
    global holding
    holding &= holds
    print(f"| {measure} | {asked} | {mine} | {xgboost} | {scikit} | {'yes' if holds else '**no**'} |")


def best_and_all(times):
    return f"{min(times):.2f} s ({' '.join(f'{time:.2f}' for time in times)})"


def engine():
    mine, theirs = ours("training_seconds"), figures("peers.txt", "XGBoost", "trained in")
    scikit = figures("peers.txt", "scikit-learn", "trained in")
    ratio = min(mine) / min(theirs)
    row("Training on 1,000,000 × 30, 100 trees of 31 leaves, rate 0.2, best (all)", "≤ 0.67 of XGBoost",
        f"{best_and_all(mine)}, {ratio:.2f} of XGBoost", ratio <= 0.67, best_and_all(theirs), best_and_all(scikit) + ", rate 0.05")
    for measure, name, pattern, least in (("AUC", "auc", "AUC", 0.965), ("Average precision", "average_precision", "AP", 0.330)):
        value = min(ours(name))
        row(f"{measure} on 200,000 other rows", f"≥ {least:.4f}", f"{value:.4f}", value >= least,
            *(f"{figures('peers.txt', peer, pattern)[0]:.4f}" for peer in ("XGBoost", "scikit-learn")))
    memory = max(ours("memory_megabytes"))
    row("Memory of the training, at its peak, beyond the data", "< 600 MB", f"{memory:.0f} MB", memory < 600)

    nanoseconds, allocated = min(ours("one_row_nanoseconds")), max(ours("one_row_bytes"))
    row("One row", "≤ 450 ns", f"{nanoseconds:.0f} ns", nanoseconds <= 450)
    row("Allocated for it", "0 bytes", f"{allocated:g} bytes", allocated == 0)
    for cores, words, least in ((1, "one core", 3.0), (2, "two cores", 5.5)):
        millions = max(ours(f"batch_rows_a_second_on_{cores}")) / 1e6
        peer = f"{max(figures('peers.txt', 'XGBoost', 'scores')) / 1e6:.2f} million" if cores == 1 else "–"
        row(f"Batch on {words}, rows a second", f"≥ {least} million", f"{millions:.2f} million", millions >= least, peer)
    alone, together = (min(ours(f"explanation_microseconds_on_{cores}")) for cores in (1, 2))
    row("Exact TreeSHAP with reasons in order, a row on one core", "< 100 µs", f"{alone:.1f} µs", alone < 100)
    row("A batch of 1,000 explanations", "both cores", f"{together:.1f} ms, {alone / together:.2f} times as fast as on one", alone / together >= 1.5)


def folds(words, name, asked):
    for measure, sign, limit in asked:
        def figure(file, model):
            return figures(f"{name}-{file}.txt", model, measure)[0]
        value = figure("ours", "boosting")
        row(f"{words}: boosting, {measure}", f"{sign} {limit:.3f}", f"{value:.4f}", value >= limit if sign == "≥" else value <= limit,
            f"{figure('peers', 'XGBoost'):.4f}", "–")
    for model, peer in (("forest", "random forest"), ("logistic", "logistic regression")):
        value, theirs = figures(f"{name}-ours.txt", model, "AP")[0], figures(f"{name}-peers.txt", peer, "AP")[0]
        row(f"{words}: {peer}, AP", "scikit-learn − .005 or more", f"{value:.4f}", value >= round(theirs - 0.005, 4), "–", f"{theirs:.4f}")


def mlnet():
    compiled, engine = (figures("trainers.txt", f"mlnet_{name}_nanoseconds", "seconds")[0] for name in ("compiled", "prediction_engine"))
    row("ML.NET's FastTree compiled, one row", "≤ 450 ns", f"{compiled:.0f} ns", compiled <= 450)
    row("... against ML.NET's PredictionEngine", "≥ 3 times as fast", f"{engine:.0f} ns, {engine / compiled:.1f} times", engine >= 3 * compiled)
    unequal = figures("trainers.txt", "mlnet_unequal_probabilities", "probabilities")[0]
    row("... rows of 20,000 with another probability", "0", f"{unequal:.0f}", unequal == 0)


def one_row():
    """Prints one row of every tree model of the folds; its time grows with the leaves, so it has no requirement. The slowest fold counts."""
    print("\nOne row of the models with default parameters:\n\n| trained on | trainer | trees, leaves | one row | allocated |\n|---|---|---|---|---|")
    for name, words in (("credit", "10,000 cards"), ("handbook", "Handbook")):
        for model in TREES:
            times, bytes_, trees, leaves = (figures(f"{name}.txt", model + " ", pattern) for pattern in
                                            ("one row", "bytes", "frauds,", "trees,"))
            at = times.index(max(times))
            print(f"| {words} | {model} | {trees[at]:,.0f}, {leaves[at]:,.0f} | {times[at]:,.0f} ns | {max(bytes_):g} bytes |")


def trainers(words, mine, theirs, measures):
    """Prints all trainers on the same rows, without requirements."""
    print(f"\n{words}:\n\n| trainer | {' | '.join(measures)} |\n|---|{'---|' * len(measures)}")
    for file, models in ((mine, MODELS), (theirs, PEERS)):
        for model in models:
            measured = [figures(file, model, measure) for measure in measures.values()]
            if any(measured):
                print(f"| {model} | {' | '.join(f'{values[0]:.{4 if values[0] < 1 else 1}f}' if values else '–' for values in measured)} |")


TREES = ("boosting", "forest", "fasttree", "fastforest")
MODELS = (*TREES, "logistic", "mlnet-logistic", "lightgbm")
PEERS = ("XGBoost", "random forest", "logistic regression", "scikit-learn")
print("| measure | asked | ours | XGBoost | scikit-learn | holds |")
print("|---|---|---|---|---|---|")
engine()
mlnet()
folds("10,000 cards, 5 folds × 4", "credit", (("AP", "≥", 0.994), ("F1", "≥", 0.971), ("log loss", "≤", 0.0030)))
folds("Handbook, 4 folds", "handbook", (("AP", "≥", 0.718), ("CP@100", "≥", 0.300)))
one_row()
trainers("1,000,000 × 30", "trainers.txt", "peers.txt", {"AUC": "AUC", "AP": "AP", "log loss": "log loss", "training, s, first run": "trained in"})
trainers("10,000 cards, 5 folds × 4", "credit-ours.txt", "credit-peers.txt", {"AP": "AP", "F1": "F1", "log loss": "log loss"})
trainers("Handbook, 4 folds", "handbook-ours.txt", "handbook-peers.txt", {"AUC": "AUC", "AP": "AP", "CP@100": "CP@100"})
sys.exit(not holding)
