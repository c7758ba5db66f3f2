"""What comes out of `reader read` is what the schema promises, in every format."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from reader.exporters import EXPORTERS
from reader.exporters.structured import as_dict
from reader.paths import resource
from tests import examples

SCHEMA = json.loads(resource("schemas", "reading.schema.json").read_text("utf-8"))


def test_the_json_of_a_reading_validates_and_its_offsets_point_at_the_words() -> None:
    reading = examples.reading()
    shape = json.loads(EXPORTERS["json"].dump(reading, ()))

    jsonschema.validate(shape, SCHEMA, cls=jsonschema.Draft202012Validator)
    text = shape["article"]["text"]
    person = shape["entities"][0]
    assert [text[m["name_start"] : m["name_end"]] for m in person["mentions"]] == ["כהנא", "רות כהנא", "כהנא"]
    assert [text[m["start"] : m["end"]] for m in person["mentions"]][-1] == "לכהנא"
    assert [text[role["start"] : role["end"]] for role in person["roles"]] == ["השרה"]
    assert text[shape["quotes"][0]["start"] : shape["quotes"][0]["end"]] == "די"
    assert shape["quotes"][0]["speaker"] == person["id"]


def test_where_there_is_no_plain_source_the_source_offsets_are_null() -> None:
    person = as_dict(examples.reading())["entities"][0]
    assert {mention["source_start"] for mention in person["mentions"]} == {None}


def test_yaml_and_json_lines_say_the_same_as_json() -> None:
    reading = examples.reading()
    shape = as_dict(reading)
    lines = EXPORTERS["jsonl"].dump(reading, ())
    assert lines.count(b"\n") == 1
    assert json.loads(lines) == shape
    assert yaml.safe_load(EXPORTERS["yaml"].dump(reading, ())) == shape


def test_the_text_names_people_with_role_count_and_words() -> None:
    text = EXPORTERS["text"].dump(examples.reading(), ()).decode()
    assert "רות כהנא (3) · השרה · כהנא" in text
    assert '"די"' in text


@pytest.mark.parametrize("name", ["sample.txt"])
def test_a_sample_article_read_for_real_validates(name: str, tmp_path: Path) -> None:
    import reader

    shape = as_dict(reader.read(resource("articles", name)))
    jsonschema.validate(shape, SCHEMA, cls=jsonschema.Draft202012Validator)
    source = resource("articles", name).read_bytes().decode("utf-8")
    text = shape["article"]["text"]
    mentions = [mention for entity in shape["entities"] for mention in entity["mentions"]]
    assert len(mentions) > 10
    for mention in mentions:
        in_source = source[mention["source_start"] : mention["source_end"]]
        assert "".join(in_source.split()) == "".join(
            text[mention["name_start"] : mention["name_end"]].split()
        )
