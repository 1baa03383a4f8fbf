"""Builds the image without a container engine: carries out the Dockerfile as it stands, in folders that stand for `/`.

Base images are this machine's Python and Node; the commands, their order and the files are real.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.deploy.files import Instruction, Stage, build_context, copy_of, in_project, read, stages

_TIMEOUT_S = 300
_ABSOLUTE = re.compile(r"(?<![\w./])/(?=(?:app|run|var)(?:/|\b))")


@dataclass(slots=True)
class Built:
    """A finished stage: its root folder, where its commands run, and the environment that it adds."""

    root: Path
    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    def here(self, text: str) -> str:
        """A text with its absolute paths of the image as they are on this machine."""
        return _ABSOLUTE.sub(f"{self.root}/", text)


def build(place: Path) -> Built:
    """The Dockerfile's last stage, and before it all others, in folders below `place`.

    Each is made at the same address and then moved aside, for scripts of an environment name the folder it was made in.
    """
    tools, root = place / "tools", place / "root"
    tools.mkdir()
    (tools / "python").symlink_to(Path(sys.base_prefix, "bin", f"python3.{sys.version_info.minor}"))
    done: dict[str, Path] = {}
    *before, last = stages(read("Dockerfile"))
    for stage in before:
        _build_stage(stage, root, tools, done)
        done[stage.name] = root.rename(place / stage.name)
    return _build_stage(last, root, tools, done)


def _build_stage(stage: Stage, root: Path, tools: Path, done: dict[str, Path]) -> Built:
    root.mkdir()
    made = Built(root, root, {"PATH": f"{tools}:{os.environ['PATH']}"})
    for step in stage.steps:
        _carry_out(step, made, done)
    return made


def _carry_out(step: Instruction, stage: Built, done: dict[str, Path]) -> None:
    match step.word:
        case "WORKDIR":
            stage.folder = Path(stage.here(step.rest))
            stage.folder.mkdir(parents=True, exist_ok=True)
        case "ENV":
            for pair in shlex.split(step.rest):
                name, _, value = pair.partition("=")
                stage.environment[name] = stage.here(value).replace(f"${name}", stage.environment.get(name, ""))
        case "COPY":
            _copy(step, stage, done)
        case "RUN":
            _run(step.rest, stage)
        case "USER" | "STOPSIGNAL" | "ENTRYPOINT" | "CMD":
            pass  # said to the engine, not done by the builder
        case _:
            raise NotImplementedError(step.word)


def _copy(step: Instruction, stage: Built, done: dict[str, Path]) -> None:
    copy = copy_of(step)
    target = Path(stage.here(copy.target)) if copy.target.startswith("/") else stage.folder / copy.target
    is_folder = copy.target.endswith("/") or len(copy.sources) > 1
    for source in copy.sources:
        if copy.stage is not None:
            shutil.copytree(done[copy.stage] / source.lstrip("/"), target, symlinks=True, dirs_exist_ok=True)
            continue
        files = [path for path in build_context() if path == source or path.startswith(f"{source}/")]
        if not files:
            raise FileNotFoundError(source)
        for path in files:
            inner = path.removeprefix(source).lstrip("/")
            place = target / inner if inner else target / Path(path).name if is_folder else target
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(in_project(path), place)


def _run(command: str, stage: Built) -> None:
    if "chown" in command and os.geteuid() != 0:
        return
    subprocess.run(
        ["/bin/sh", "-c", stage.here(command)],
        cwd=stage.folder,
        env=os.environ | stage.environment,
        stdin=subprocess.DEVNULL,
        check=True,
        timeout=_TIMEOUT_S,
    )
