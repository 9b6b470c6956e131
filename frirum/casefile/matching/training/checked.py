"""What the centre's own checks teach: whom the conflict desk found to be one person, and whom not.

Each answer of the desk is a label on a real question, asked again as the check asks it. Profiles
are opened to be compared and leave as levels of agreement: no name, no id, nobody's count.
"""

from collections import defaultdict
from uuid import UUID

from frirum.foundation.wall.peephole import behind_the_wall

from ..comparing import asked_of
from ..likeness.evidence import Features
from ..models import Answer, Decision
from ..onfile import OnFile
from .fitting import Lesson

_REASON = "learns from what the conflict desk decided how much each kind of fact says"
_AT_ONCE = 50


def lessons_of_centre() -> list[Lesson]:
    """A lesson for each person about whom the desk decided something: who of those that come up
    was meant, or that none was. Somebody known in several files is meant once, the likeliest."""
    answers: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    rows = behind_the_wall(Decision, reason=_REASON).order_by("decided_at", "pk")
    for low, high, answer in rows.values_list("low", "high", "answer"):
        answers[low][high] = answers[high][low] = answer
    on_file, holders = OnFile(reason=_REASON), sorted(answers, key=str)
    found: list[Lesson] = []
    for at in range(0, len(holders), _AT_ONCE):
        asked = on_file.rows_for(set(holders[at : at + _AT_ONCE]))
        for holder, row in sorted(asked.items(), key=lambda each: str(each[0])):
            (matches,) = asked_of(on_file, [row.profile], but=[row.alias])
            found.append(_lesson([(m.known.holder, m.candidate.features) for m in matches],
                                 answers[holder]))  # fmt: skip
    return [lesson for lesson in found if lesson[0]]


def _lesson(candidates: list[tuple[UUID, Features]], answers: dict[UUID, str]) -> Lesson:
    same = [holder for holder, _told in candidates if answers.get(holder) == Answer.SAME]
    left_out = set(same[1:])  # in another file of theirs: no rival of the one who was meant
    kept = [(holder, told) for holder, told in candidates if holder not in left_out]
    meant = [holder for holder, _told in kept].index(same[0]) if same else -1
    return [told for _holder, told in kept], meant
