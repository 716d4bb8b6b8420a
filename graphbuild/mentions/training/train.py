"""From `config.cfg` to a model on disk: spaCy's own training loop, on one processor, the same each time."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TextIO

from spacy import util
from spacy.language import Language
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as spacy_train

from graphbuild.mentions import genre
from graphbuild.mentions.recogniser import Recogniser, identity
from graphbuild.mentions.setting import OWN
from graphbuild.mentions.training import corpus, evaluate

VERSION = "1.0.0"
# Modules that tell spaCy of what the config names.
_REGISTERED = (genre, corpus)
_CONFIG = Path(__file__).with_name("config.cfg")
# Of another seed than those that training and the choice among its states see.
_HELD_OUT_SEED, _HELD_OUT = 3, 2000


def train(
    output: Path, gold: Path | None, log: TextIO, overrides: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Train the recogniser, write it to a folder with its scores beside it, and return the scores.

    Args:
        output: the folder; what is in it is replaced.
        gold: annotated minutes to measure on as well, None where there are none.
        log: where training tells how far it is.
        overrides: settings of the config to change, by their dotted names.
    """
    config = util.load_config(_CONFIG, overrides=dict(overrides or {}), interpolate=False)
    nlp = init_nlp(config)
    with tempfile.TemporaryDirectory() as folder:
        spacy_train(nlp, Path(folder), stdout=log, stderr=log)
        trained = util.load_model_from_path(Path(folder) / "model-best")
    write(trained, output)
    scores = scored(output, gold)
    (output / "scores.json").write_text(json.dumps(scores, indent=2) + "\n", encoding="utf-8")
    return scores


def write(nlp: Language, output: Path) -> None:
    """Write the model without what it can do without: the words it has seen, and figures of one run."""
    nlp.meta.update(
        name=OWN,
        version=VERSION,
        description="Names of people, organisations, projects and places in Swedish council minutes.",
        license="EUPL-1.2",
        performance={},
    )
    shutil.rmtree(output, ignore_errors=True)
    output.parent.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(output, exclude=["vocab"])


def scored(model: Path, gold: Path | None) -> dict[str, Any]:
    """Return the scores of a model on disk, as it will be used."""
    nlp = util.load_model_from_path(model)
    scores: dict[str, Any] = {
        "model": identity(nlp, OWN),
        "generated": evaluate.generated(nlp, _HELD_OUT, _HELD_OUT_SEED),
    }
    if gold is not None:
        scores["minutes"] = evaluate.annotated(Recogniser(nlp, scores["model"]), gold)
    return scores
