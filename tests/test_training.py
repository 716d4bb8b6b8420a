"""Training text is made the same each time, marked where names stand, and training repeats to the byte."""

from __future__ import annotations

import io
from pathlib import Path
from random import Random

import pytest
import spacy

from graphbuild.mentions.training import damage
from graphbuild.mentions.training.corpus import example, passages
from graphbuild.mentions.training.grammar import Marked, grammar
from graphbuild.mentions.training.train import train

MARKED = Marked("Ordföranden Anna Ek (S), Bo Fyr (M)", ((12, 19, "PERSON"), (25, 31, "PERSON")))


def names(part: Marked) -> list[str]:
    return [part.text[start:end] for start, end, _ in part.spans]


def test_the_same_seed_gives_the_same_passages_and_another_gives_others() -> None:
    assert list(passages(40, 7)) == list(passages(40, 7))
    assert list(passages(40, 7)) != list(passages(40, 8))


def test_names_are_marked_where_they_stand() -> None:
    for part in passages(400, 5):
        edges = [edge for start, end, _ in part.spans for edge in (start, end)]
        assert edges == sorted(edges)
        assert all(name and name == name.strip() for name in names(part))
        assert "{" not in part.text


def test_the_genitive_belongs_to_the_name() -> None:
    filled = grammar().filled("{org:gen} svar", Random(3))
    assert filled.text[: filled.spans[0][1]] + " svar" == filled.text


def test_sentences_held_out_are_never_learned_from() -> None:
    whole = grammar()
    every = whole.sentences["headings"]
    plain = [text for text in every if "{" not in text]
    learned, held = (
        {whole.sentence("headings", Random(n), held_out=out).text for n in range(600)}
        for out in (False, True)
    )
    assert {text for text in plain if text in learned}.isdisjoint(held)
    assert all((text in learned) != (text in held) for text in plain)


@pytest.mark.parametrize("do", [one for one, _ in damage.DAMAGES], ids=lambda one: one.__name__)
def test_damage_moves_names_along(do: damage.Damage) -> None:
    for seed in range(30):
        done = do(MARKED, Random(seed))
        for name, was in zip(names(done), names(MARKED), strict=True):
            letters = [c for c in name.casefold() if c.isalpha()]
            assert len(letters) in (len(was) - 1, len(was)), (name, was)
            assert letters[0] == was[0].casefold()


def test_edits_keep_names_apart_from_what_is_before_them() -> None:
    done = damage.edited(MARKED, [(11, 12, "\n"), (16, 17, ""), (23, 24, "")])
    assert done.text == "Ordföranden\nAnnaEk (S) Bo Fyr (M)"
    assert names(done) == ["AnnaEk", "Bo Fyr"]


def test_a_name_that_ends_inside_a_token_takes_all_of_it() -> None:
    nlp = spacy.blank("sv")
    made = example(nlp, Marked("Annas hus", ((0, 4, "PERSON"),)))
    assert [span.text for span in made.reference.ents] == ["Annas"]


@pytest.mark.slow
def test_training_repeats_to_the_byte(tmp_path: Path) -> None:
    small = {"training.max_steps": 40, "training.eval_frequency": 20, "corpora.train.count": 300}
    found = [train(tmp_path / name, None, io.StringIO(), small) for name in ("a", "b")]
    assert found[0] == found[1]
    for path in (tmp_path / "a").rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (tmp_path / "b" / path.relative_to(tmp_path / "a")).read_bytes()
