"""A new workspace, made of what ships with the program."""

from __future__ import annotations

import shutil
from pathlib import Path

from newsletter import assets
from newsletter.config.load import FILE
from newsletter.errors import ConfigError

STARTER = Path(__file__).with_name("starter.toml")


def make_workspace(root: Path) -> tuple[Path, ...]:
    """Settings, sample feeds and sample documents in `root`; what was written, in order.

    Files that are there are left as they are. Raises ConfigError where `root` is a workspace
    already or cannot be written.
    """
    if (root / FILE).exists():
        raise ConfigError(f"{root / FILE}: is there already; `newsletter check` looks it over")
    written: list[Path] = []
    try:
        root.mkdir(parents=True, exist_ok=True)
        for name in ("feeds", "seeds"):
            for sample in sorted(assets.folder(name).iterdir()):
                target = root / name / sample.name
                if sample.is_file() and not target.exists():
                    target.parent.mkdir(parents=True, exist_ok=True)
                    written.append(Path(shutil.copyfile(sample, target)))
        # Last, so that a workspace that was left half made is made again.
        written.append(Path(shutil.copyfile(STARTER, root / FILE)))
    except OSError as error:
        raise ConfigError(f"{root}: cannot be made a workspace: {error.strerror}") from None
    return tuple(written)
