import json
import re
import shutil
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256

import pytest

from models import seal
from voicemon import weights
from voicemon.errors import ModelError

BIG, SMALL = b"weights " * 1000, b"{}"


def file(path, data, *pieces):
    return weights.ModelFile(path, sha256(data).hexdigest(), len(data), pieces)


@pytest.fixture
def split(tmp_path, monkeypatch):
    """A model whose large file comes in two parts of two installed packages."""
    for package, files in {
        "part_a": {"model.bin.1": BIG[:5000], "config.json": SMALL},
        "part_b": {"model.bin.2": BIG[5000:]},
    }.items():
        folder = tmp_path / "site" / package
        folder.mkdir(parents=True)
        (folder / "__init__.py").write_text("raise RuntimeError('data only: never imported')")
        for name, data in files.items():
            (folder / name).write_bytes(data)
    monkeypatch.syspath_prepend(tmp_path / "site")
    return replace(
        weights.find("base"),
        name="split",
        files=(
            file("model.bin", BIG, "part_a:model.bin.1", "part_b:model.bin.2"),
            file("config.json", SMALL, "part_a:config.json"),
        ),
    )


def test_every_model_of_the_registry_says_licence_source_and_files():
    for model in weights.registry().values():
        assert model.licence
        assert model.licence_from
        assert model.hub or model.folder
        assert model.files
        for one in model.files:
            assert re.fullmatch(r"([0-9a-f]{64})?", one.sha256)
            assert bool(one.pieces) <= bool(one.sha256 and one.bytes)


def test_the_shipped_weights_are_sealed():
    text = seal.REGISTRY.read_text("utf-8")
    assert seal.sealed(text) == text, "run `python -m models.seal`"


def test_sealing_changes_only_the_shipped_models():
    before = tomllib.loads(seal.REGISTRY.read_text("utf-8"))["model"]
    after = tomllib.loads(seal.sealed(seal.REGISTRY.read_text("utf-8")))["model"]
    assert [m for m in before if "hub" in m] == [m for m in after if "hub" in m]


def test_pieces_are_joined_once_and_proven(split, tmp_path):
    models = tmp_path / "models"
    place = weights.folder(split, models)
    assert place == models / "split"
    assert (place / "model.bin").read_bytes() == BIG
    made = (place / "model.bin").stat().st_mtime_ns
    assert weights.folder(split, models) == place
    assert (place / "model.bin").stat().st_mtime_ns == made
    assert {path.name for path in models.iterdir()} == {"split", ".lock", "verified.json"}


def test_eight_starts_at_once_join_one_folder(split, tmp_path):
    with ThreadPoolExecutor(8) as pool:
        places = set(pool.map(lambda _: weights.folder(split, tmp_path / "models"), range(8)))
    assert places == {tmp_path / "models" / "split"}
    assert (tmp_path / "models" / "split" / "model.bin").read_bytes() == BIG


def test_a_damaged_piece_is_refused_and_leaves_nothing(split, tmp_path):
    (tmp_path / "site" / "part_b" / "model.bin.2").write_bytes(b"x" * 3000)
    with pytest.raises(ModelError, match="damaged") as refused:
        weights.folder(split, tmp_path / "models")
    assert "voicemon models verify split" in refused.value.fix
    assert not (tmp_path / "models" / "split").exists()
    assert not list((tmp_path / "models").glob(".split*"))


def test_a_model_in_one_wheel_is_used_where_it_lies(split, tmp_path):
    whole = replace(split, files=split.files[1:])
    assert weights.folder(whole, tmp_path / "models") == tmp_path / "site" / "part_a"


def test_a_changed_file_is_noticed_and_an_unchanged_one_not_read_again(
    split, tmp_path, monkeypatch
):
    models = tmp_path / "models"
    place = weights.folder(split, models)
    read = []
    monkeypatch.setattr(weights, "sha256", lambda path: read.append(path) or "0")
    weights.folder(split, models)
    assert read == []
    (place / "config.json").write_bytes(b"[]")
    with pytest.raises(ModelError, match=r"config\.json of split is damaged"):
        weights.folder(split, models)
    assert read == [place / "config.json"]


def test_an_empty_file_is_damaged_even_without_a_checksum(split, tmp_path):
    unknown = replace(split, files=(weights.ModelFile("model.bin"),))
    folder = tmp_path / "models" / "split"
    folder.mkdir(parents=True)
    (folder / "model.bin").touch()
    with pytest.raises(ModelError, match="damaged"):
        weights.folder(unknown, tmp_path / "models")


def test_a_fetched_file_is_held_against_the_record_of_its_fetch(split, tmp_path):
    unknown = replace(split, files=(weights.ModelFile("model.bin"),))
    folder = tmp_path / "models" / "split"
    folder.mkdir(parents=True)
    (folder / "model.bin").write_bytes(b"other")
    record = {"sha256": {"model.bin": sha256(BIG).hexdigest()}}
    (folder / weights.RECORD).write_text(json.dumps(record))
    with pytest.raises(ModelError, match="damaged"):
        weights.folder(unknown, tmp_path / "models")


def test_an_unwritable_models_folder_is_told(split, tmp_path):
    (tmp_path / "models").write_text("a file stands where the folder should be")
    with pytest.raises(ModelError, match="cannot be written") as refused:
        weights.folder(split, tmp_path / "models")
    assert "VOICEMON_DATA_DIR" in refused.value.fix


def test_a_spoilt_memory_only_costs_a_second_look(split, tmp_path):
    models = tmp_path / "models"
    weights.folder(split, models)
    (models / "verified.json").write_text("{{{")
    assert weights.folder(split, models) == models / "split"


def test_an_unknown_name_lists_the_known_ones(tmp_path):
    with pytest.raises(ModelError, match="no model called 'huge'") as refused:
        weights.whisper("huge", tmp_path)
    assert "tiny.en" in refused.value.fix


def test_an_absent_model_says_how_to_get_it(tmp_path):
    with pytest.raises(ModelError, match=r"small\.en is not on this machine") as refused:
        weights.whisper("small.en", tmp_path)
    assert "voicemon models fetch small.en" in refused.value.fix
    assert str(tmp_path / "small.en") in refused.value.fix


def test_another_kind_of_model_recognises_no_speech(tmp_path):
    with pytest.raises(ModelError, match="not a speech recogniser"):
        weights.whisper("speechbrain/spkrec-ecapa-voxceleb", tmp_path)


def test_a_folder_of_ones_own_is_taken_if_it_is_complete(tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    (own / "model.bin").write_bytes(BIG)
    with pytest.raises(ModelError, match=r"it has no config\.json"):
        weights.whisper(str(own), tmp_path)
    (own / "config.json").write_bytes(SMALL)
    assert weights.whisper(str(own), tmp_path) == own


def test_a_registry_that_cannot_be_read_is_told(tmp_path):
    path = tmp_path / "registry.toml"
    path.write_text("[[model]]\nname = 'x'\n")
    with pytest.raises(ModelError, match="cannot be read"):
        weights.registry(path)


def test_bundled_things_stand_in_the_package_if_it_carries_them(tmp_path, monkeypatch):
    assert weights.bundled("dashboard").parts[-2:] == ("dashboard", "dist")
    assert (weights.bundled("models", "registry.toml")).is_file()
    (tmp_path / "_bundled").mkdir()
    monkeypatch.setattr(weights, "_HERE", tmp_path)
    assert weights.bundled("models/voice") == tmp_path / "_bundled" / "models" / "voice"
    assert weights.bundled("dashboard") == tmp_path / "_bundled" / "dashboard"


@pytest.mark.model
@pytest.mark.parametrize("name", ["base", "tiny.en"])
def test_the_wheels_weights_are_those_of_the_registry(tmp_path, name):
    place = weights.whisper(name, tmp_path / "models")
    for one in weights.find(name).files:
        assert weights.sha256(place / one.path) == one.sha256
        assert (place / one.path).stat().st_size == one.bytes
    shutil.rmtree(tmp_path / "models")
