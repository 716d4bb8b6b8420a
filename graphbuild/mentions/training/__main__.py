"""Train the recogniser of names, and write it to its place with its scores.

    python -m graphbuild.mentions.training [--gold DIR] [--output DIR] [--steps N]

It takes some minutes on one processor. DIR holds annotated minutes, NAME.gold.json beside NAME.txt, on which
the model is measured too; it is never trained on them.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from graphbuild.mentions.setting import OWN
from graphbuild.mentions.training.train import train

_PLACE = Path(__file__).parents[2] / "data" / OWN


def main() -> None:
    """Read the command line, train, and print the scores."""
    parser = argparse.ArgumentParser(description="Train the recogniser of names and measure it.")
    parser.add_argument("--gold", type=Path, metavar="DIR", help="annotated minutes to measure on, if any")
    parser.add_argument("--output", type=Path, metavar="DIR", default=_PLACE, help="where the model goes")
    parser.add_argument("--steps", type=int, metavar="N", help="stop after so many steps")
    arguments = parser.parse_args()
    gold = arguments.gold if arguments.gold and arguments.gold.is_dir() else None
    changes = {"training.max_steps": arguments.steps} if arguments.steps else {}
    scores = train(arguments.output, gold, sys.stderr, changes)
    sys.stdout.write(json.dumps(scores, indent=2) + "\n")


if __name__ == "__main__":
    main()
