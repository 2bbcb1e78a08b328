"""Where the demo keeps its calls, and which voicemon a command on this machine means."""

from __future__ import annotations

from pathlib import Path

from voicemon.cli.alone import is_held
from voicemon.server.guard import is_loopback
from voicemon.settings import Settings

FOLDER = "demo"  # under data_dir, so that a demo never mixes with a site's own calls


def demo_of(site: Settings) -> dict[str, Path | str | bool]:
    """The settings in which a demo differs from its site: people sign in, with links that it
    prints, from this machine alone.
    """
    return {
        "data_dir": site.data_dir / FOLDER,
        "database_url": "",
        "host": site.host if is_loopback(site.host) else "127.0.0.1",
        "sign_in": True,
        "public_url": "",
        "second_factor_roles": "",
        "oidc_issuer": "",
    }


def here_or_demo(site: Settings) -> Settings:
    """The site's settings; those of its demo while the demo runs and the site does not."""
    demo = demo_of(site)
    if is_held(site.data_dir) or not is_held(site.data_dir / FOLDER):
        return site
    return site.model_copy(update=demo)
