"""Two things that stand between a plain `import speechbrain` and a quiet process."""

from __future__ import annotations

import sys
from types import ModuleType


def without_extension() -> None:
    """Make `import torchaudio` work; does nothing where it works already.

    A wheel built for CUDA fails beside a torch without it. SpeechBrain's networks need only
    torchaudio's Python part, so its `_extension` is replaced by an inert one that says, as
    torchaudio itself would, that the compiled part is not available.
    """
    try:
        import torchaudio  # noqa: F401
    except (ImportError, OSError):
        for name in [name for name in sys.modules if name.split(".")[0] == "torchaudio"]:
            del sys.modules[name]
        inert = ModuleType("torchaudio._extension")
        vars(inert).update(
            _IS_TORCHAUDIO_EXT_AVAILABLE=False,
            _IS_ALIGN_AVAILABLE=False,
            fail_if_no_align=lambda function: function,
        )
        sys.modules[inert.__name__] = inert


def without_redirects() -> None:
    """Take SpeechBrain's old module names out of `sys.modules`, once it is imported.

    It leaves lazy stand-ins there for names of its 0.x releases. Whoever walks over all modules
    (`inspect`, test tools) would wake them: imports of packages that are not there, and warnings.
    """
    from speechbrain.utils.importutils import LazyModule

    lazy = [name for name, module in sys.modules.items() if isinstance(module, LazyModule)]
    for name in lazy:
        del sys.modules[name]
