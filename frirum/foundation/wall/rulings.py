"""A rule's answer: allowed, or refused with a sentence a colleague would say."""

from dataclasses import dataclass

from django.utils.functional import Promise


class Refused(Exception):
    """A rule said no. The sentence is for people; middleware shows it with status 409."""

    def __init__(self, sentence: "str | Promise") -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Ruling:
    """`refusal` is empty when allowed. Button, tooltip and guard read the same value."""

    refusal: "str | Promise" = ""

    @property
    def allowed(self) -> bool:
        return not self.refusal

    def enforce(self) -> None:
        if self.refusal:
            raise Refused(self.refusal)


ALLOWED = Ruling()
