"""Writes docs/settings.md from the settings table: `python docs/make_settings.py`."""

from pathlib import Path

from pydantic_core import PydanticUndefined

from voicemon.settings import Settings

TARGET = Path(__file__).with_name("settings.md")
HEAD = """# Settings

Every setting, its default and what it does. Set it in `voicemon.toml` in the working folder (or the
file that `VOICEMON_CONFIG` names), or as an environment variable, which wins. A wrong value stops
the start and says which one.

```toml
# voicemon.toml
language = "en"
channels = "customer,agent"
```

| setting | environment | default | what it does |
|---|---|---|---|
"""


def page() -> str:
    """The page's text."""
    lines = []
    for name, field in Settings.model_fields.items():
        default = "your data folder" if field.default is PydanticUndefined else repr(field.default)
        default = "empty" if default == "''" else default.strip("'")
        lines.append(
            f"| `{name}` | `VOICEMON_{name.upper()}` | {default} | {field.description} |\n"
        )
    return HEAD + "".join(lines)


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
