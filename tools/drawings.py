"""Draws docs/generated from the code: rooms, permissions, states. A promise test compares."""

import importlib
import inspect
import os
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "generated"
NOTE = "Drawn from the code by `./app docs`. Do not edit.\n"


def rooms() -> str:
    """Every room with the three lines it says about itself."""
    lines = ["# The rooms", "", NOTE]
    for init in sorted((ROOT / "frirum").glob("*/*/__init__.py")):
        name = ".".join(init.parent.relative_to(ROOT).parts)
        module = importlib.import_module(name)
        if module.__doc__:
            lines += [f"## {name}", "", inspect.cleandoc(module.__doc__), ""]
    return "\n".join(lines)


def permissions() -> str:
    """The table for the data protection officer: what each permission allows, and who holds it."""
    from frirum.foundation.wall.permissions import Permission  # noqa: PLC0415
    from frirum.foundation.wall.roles import ROLE_PERMISSIONS  # noqa: PLC0415

    lines = [
        "# Who may do what",
        "",
        NOTE,
        "| Permission | Lets one | Held by |",
        "| --- | --- | --- |",
    ]
    for permission in Permission:
        holders = [role.value for role, held in ROLE_PERMISSIONS.items() if permission in held]
        lines.append(f"| `{permission.value}` | {permission.sentence} | {', '.join(holders)} |")
    return "\n".join([*lines, ""])


def states() -> str:
    """Every table of moves, as diagrams."""
    from frirum.casefile.intake import choices as intake  # noqa: PLC0415
    from frirum.casefile.matters import models as matters  # noqa: PLC0415
    from frirum.work.casework import kinds as casework  # noqa: PLC0415

    parts = ["# States and moves", "", NOTE]
    tables = (
        ("A case", matters.MOVES),
        ("An enquiry", intake.MOVES),
        ("A report to the police", casework.REPORT_MOVES),
        ("Somebody's time with the probation service", casework.PROBATION_MOVES),
    )
    for title, moves in tables:
        parts += [f"## {title}", "", "```mermaid", "stateDiagram-v2", *_arrows(moves), "```", ""]
    return "\n".join(parts)


def _arrows(moves: Mapping[str, frozenset[str]]) -> list[str]:
    return [f"    {a} --> {b}" for a, targets in moves.items() for b in sorted(targets)]


def drawings() -> dict[str, str]:
    return {"rooms.md": rooms(), "permissions.md": permissions(), "states.md": states()}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frirum.config.settings")
    os.environ.setdefault("FRIRUM_TESTING", "1")
    import django  # noqa: PLC0415  (the settings must be named first)

    django.setup()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in drawings().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
