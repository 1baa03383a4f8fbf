"""What a benchmark gives, and how it is shown: a line each, JSON beside it, a table at the end."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from statistics import median

OUT = Path(__file__).resolve().parents[1] / "out" / "bench"


@dataclass(frozen=True, slots=True)
class Options:
    """How much to measure. `size` is the benchmark's own measure (entries, players); None is its full size."""

    size: int | None = None
    runs: int = 5
    seconds: float = 3.0
    """How long one measurement of a rate lasts."""
    out: Path = OUT
    """Where files go that are no figures."""


class Verdict(StrEnum):
    OK = "ok"
    SHORT = "short"
    REPORTED = "reported"
    """There is no target yet."""


@dataclass(frozen=True, slots=True)
class Result:
    """One ratio. `target` None: reported only; `lower_is_better` turns the target into a limit."""

    name: str
    ratio: float
    target: float | None = None
    lower_is_better: bool = False
    figures: Mapping[str, object] = field(default_factory=dict)
    """What the ratio was made of, with units in the names."""

    @property
    def verdict(self) -> Verdict:
        if self.target is None:
            return Verdict.REPORTED
        is_reached = self.ratio <= self.target if self.lower_is_better else self.ratio >= self.target
        return Verdict.OK if is_reached else Verdict.SHORT

    @property
    def goal(self) -> str:
        """The target as it is shown."""
        if self.target is None:
            return "-"
        return f"{'<=' if self.lower_is_better else '>='}{self.target:g}"

    def line(self) -> str:
        """`name ratio target verdict`."""
        return f"{self.name} {self.ratio:.2f} {self.goal} {self.verdict}"


def ratio_of(subject: Sequence[float], baseline: Sequence[float]) -> float:
    """The median of the ratios of measurements taken one after the other: what slowed both of them cancels out."""
    return median(one / other for one, other in zip(subject, baseline, strict=True))


def write_json(folder: Path, result: Result) -> Path:
    """Write a result to `<name>.json`; gives the path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{result.name}.json"
    path.write_text(json.dumps(asdict(result) | {"verdict": result.verdict}, indent=2) + "\n", encoding="utf-8")
    return path


def table(results: Sequence[Result]) -> str:
    """All results with their figures, in columns."""
    rows = [("name", "ratio", "target", "", "figures")]
    for result in results:
        figures = ", ".join(f"{name}={_short(value)}" for name, value in result.figures.items())
        rows.append((result.name, f"{result.ratio:.2f}", result.goal, result.verdict, figures))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    return "\n".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[4]]).rstrip()
        for row in rows
    )


def _short(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3g}" if value < 100 else f"{value:.0f}"
    return str(value)
