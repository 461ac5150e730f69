"""Trains a softmax regression on Fisher's irises: a SageMaker training job that needs nothing but Python."""

import argparse
import csv
import json
import math
import os
import random

from sagemaker_ssh_helper import setup_and_start_ssh


def read(path):
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    features = [name for name in rows[0] if name != "species"]
    return [([float(row[name]) for name in features], row["species"]) for row in rows], features


def standardize(samples):
    columns = list(zip(*(x for x, _ in samples)))
    means = [sum(column) / len(column) for column in columns]
    deviations = [math.sqrt(sum((v - m) ** 2 for v in column) / len(column)) for column, m in zip(columns, means)]
    scaled = [([(v - m) / d for v, m, d in zip(x, means, deviations)], label) for x, label in samples]
    return scaled, means, deviations


def probabilities(weights, x):
    scores = [sum(w * v for w, v in zip(row, x + [1.0])) for row in weights]
    highest = max(scores)
    exponentials = [math.exp(score - highest) for score in scores]
    total = sum(exponentials)
    return [e / total for e in exponentials]


def accuracy(weights, samples, labels):
    hits = sum(labels[max(range(len(labels)), key=probabilities(weights, x).__getitem__)] == label for x, label in samples)
    return hits / len(samples)


def train(samples, labels, epochs, rate):
    weights = [[0.0] * (len(samples[0][0]) + 1) for _ in labels]
    for epoch in range(1, epochs + 1):
        loss = 0.0
        for x, label in samples:
            p = probabilities(weights, x)
            loss -= math.log(p[labels.index(label)])
            for k, row in enumerate(weights):
                error = p[k] - (labels[k] == label)
                for i, v in enumerate(x + [1.0]):
                    row[i] -= rate * error * v
        if epoch % 10 == 0 or epoch == epochs:
            print(f"epoch {epoch:3d}  loss {loss / len(samples):.4f}", flush=True)
    return weights


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=40)
    parser.add_argument("--rate", type=float, default=0.05)
    parser.add_argument("--data", default=os.environ.get("SM_CHANNEL_TRAINING", os.path.dirname(os.path.abspath(__file__))))
    parser.add_argument("--model-dir", default=os.environ.get("SM_MODEL_DIR", "."))
    args = parser.parse_args()

    samples, features = read(os.path.join(args.data, "iris.csv"))
    labels = sorted({label for _, label in samples})
    samples, means, deviations = standardize(samples)
    random.Random(1936).shuffle(samples)
    held_out = samples[: len(samples) // 5]
    weights = train(samples[len(held_out):], labels, args.epochs, args.rate)
    print(f"accuracy on {len(held_out)} held-out flowers: {accuracy(weights, held_out, labels):.3f}", flush=True)

    with open(os.path.join(args.model_dir, "model.json"), "w") as file:
        json.dump({"features": features, "labels": labels, "means": means, "deviations": deviations, "weights": weights}, file)


if __name__ == "__main__":
    setup_and_start_ssh()
    main()
