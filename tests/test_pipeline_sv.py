"""The pipeline `beslutsgraf_sv`: tokens of the genre, gazetteers with identifiers, components, entities."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy

from graphbuild.mentions.gazetteer import Name, Phrases
from graphbuild.mentions.genre import with_genre
from graphbuild.mentions.pipeline import mentions_of, pipeline

WORDS = (
    "Klippnämnden ger 20 kr enligt 4 kap. 6 § kommunallagen den 3 maj 2024, dnr KLN-2024-00012. "
    "Vice ordförande Zorvel Ek (FP) och Centerpartiets Anna Sol yrkar avslag."
)


@pytest.mark.parametrize(
    ("words", "tokens"),
    [
        ("kl. 08.15, tjg. ers.", ["kl.", "08.15", ",", "tjg.", "ers."]),
        ("§§ 12-14 t.o.m. 3 maj", ["§§", "12-14", "t.o.m.", "3", "maj"]),
        ("1:e vice ordf. bitr. rektor", ["1:e", "vice", "ordf.", "bitr.", "rektor"]),
        ("f.d. ledamot, Dnr. 12", ["f.d.", "ledamot", ",", "Dnr.", "12"]),
        ("|Anna Ek|S|", ["|", "Anna", "Ek", "|", "S", "|"]),
        ("Anna Ek(S)och Bo", ["Anna", "Ek", "(", "S", ")", "och", "Bo"]),
        # And nothing else comes apart or together.
        ("socialtjänstlagen(SoL) gäller.", ["socialtjänstlagen", "(", "SoL", ")", "gäller", "."]),
        ("Ett slut. Ett nytt", ["Ett", "slut", ".", "Ett", "nytt"]),
        ("S-gruppen KS-2024-12", ["S-gruppen", "KS-2024-12"]),
    ],
)
def test_tokens_of_the_genre(words: str, tokens: list[str]) -> None:
    nlp = spacy.blank("sv")
    with_genre(nlp)
    assert [token.text for token in nlp(words)] == tokens


def test_a_gazetteer_gives_kind_and_identifier_from_any_list() -> None:
    nlp = spacy.blank("sv")
    names = [Name("Fyrverket", "organisation", "id/fyr"), Name("Ek", "party", "E", exact=True)]
    found = list(Phrases(nlp, iter(names)).find(nlp("FYRVERKETS svar till fyrverket. Ek är inte ek.")))
    assert sorted((m.kind, m.text, m.start, m.entity) for m in found) == [
        ("organisation", "Fyrverket", 0, "id/fyr"),
        ("organisation", "fyrverket", 21, "id/fyr"),
        ("party", "Ek", 32, "E"),
    ]


def test_a_gazetteer_finds_no_part_of_a_word() -> None:
    nlp = spacy.blank("sv")
    assert list(Phrases(nlp, [Name("Fyr", "organisation")]).find(nlp("Fyrar, fyrhuset och Fyr-land."))) == []


def test_the_components_write_spans_and_entities() -> None:
    doc = pipeline()(WORDS)
    assert pipeline().meta["name"] == "beslutsgraf_sv"
    found = {(m.kind, m.text) for m in mentions_of(doc)}
    assert {("person", "Zorvel Ek"), ("role", "Vice ordförande"), ("party", "FP")} <= found
    assert ("party", "Centerpartiet") in found
    assert [span.text for span in doc.spans["role"]] == ["Vice ordförande"]
    assert {(ent.label_, ent.text) for ent in doc.ents} >= {
        ("organisation", "Klippnämnden"),
        ("amount", "20 kr"),
        ("law", "4 kap. 6 § kommunallagen"),
        ("date", "den 3 maj 2024"),
        ("person", "Anna Sol"),
    }
    assert [span.kb_id_ for span in doc.spans["party"] if span.text == "Centerpartiets"] == ["C"]


def test_with_a_recogniser_agreement_is_surer_and_its_own_finds_stay_apart(tmp_path: Path) -> None:
    nlp = spacy.blank("sv")
    patterns = [
        {"label": "PER", "pattern": "Anna Sol"},
        {"label": "PER", "pattern": "avslag"},
        {"label": "ORG", "pattern": "maj"},
    ]
    nlp.add_pipe("entity_ruler").add_patterns(patterns)
    nlp.to_disk(tmp_path / "other")
    doc = pipeline(str(tmp_path / "other"))(WORDS)
    sure = {m.text: m.confidence for m in mentions_of(doc) if m.kind == "person"}
    assert (sure["Anna Sol"], sure["Zorvel Ek"]) == (0.99, 0.95)
    assert "avslag" not in {m.text for m in mentions_of(doc)}
    assert [span.text for span in doc.spans["doubtful person"]] == ["avslag"]
    assert [span.text for span in doc.spans["doubtful organisation"]] == ["maj"]
