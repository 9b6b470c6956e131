"""What is written in a log: words, places and hours, drawn so that they fit each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from frirum.work.incidents.facts import Entry, Report, Told
from frirum.work.incidents.kinds import Precision, Reported, Source
from frirum.work.incidents.taxonomy import Behaviour

from .pool import texts

# How a pattern speaks of who stalks.
_WORDS = (
    {"han": "han", "Han": "Han", "ham": "ham", "hans": "hans"},
    {"han": "hun", "Han": "Hun", "ham": "hende", "hans": "hendes"},
)
_HOURS = (2, 1, 1, 0, 0, 1, 2, 5, 5, 3, 3, 3, 4, 3, 4, 6, 7, 6, 6, 8, 11, 13, 12, 7)
_WEEKDAYS = (10, 10, 10, 10, 13, 15, 14)
_BY_DAY = {Behaviour.MAIL, Behaviour.GIFTS, Behaviour.SMEARING, Behaviour.FALSE_REPORTS,
           Behaviour.GATHERING, Behaviour.ORDERS_IN_NAME, Behaviour.DAMAGE}  # fmt: skip
_COUNTED = {Behaviour.MESSAGES, Behaviour.SILENT_CALLS, Behaviour.CALLS, Behaviour.SOCIAL_MEDIA}
_DISTRICTS = ("Fjelding Politi", "Havnsted Politi")


@dataclass(frozen=True, slots=True)
class Story:
    """One case's log: how it swings from week to week, and of what it is made."""

    first: date
    last: date
    number: int
    kinds: Sequence[tuple[Behaviour, int]]
    has_child: bool
    is_woman: bool
    has_order: bool

    @property
    def weeks(self) -> int:
        return max((self.last - self.first).days // 7, 1)


def story_drawn(
    rng: Random, *, first: date, last: date, number: int, has_child: bool, is_woman: bool
) -> Story:
    mixes = texts("mixes")
    mix = mixes[rng.choice(sorted(mixes))]
    kinds = [(Behaviour(code), weight) for code, weight in mix.items()]
    return Story(first, last, number, kinds, has_child, is_woman, has_order=rng.random() < 0.3)


def entries(rng: Random, story: Story, *, now: datetime) -> list[Entry]:
    """A log, oldest first, with three to five starred examples when it is long enough."""
    moments = sorted(_moments(rng, story, now))
    told = [_told(rng, story, at, index / len(moments)) for index, at in enumerate(moments)]
    starred = set(rng.sample(range(len(told)), 4 if len(told) >= 20 else 0))
    source = Source.IMPORT if story.number > 400 else None
    return [
        Entry(
            told=one,
            source=source or rng.choice([Source.WORKER, Source.CLIENT, Source.CLIENT]),
            is_starred=index in starred,
        )
        for index, one in enumerate(told)
    ]


def _moments(rng: Random, story: Story, now: datetime) -> Iterator[datetime]:
    """Weeks with and without; evenings and weekends more than mornings; never in the future."""
    weights = list(_weeks(rng, story.weeks))
    for week in rng.choices(range(story.weeks), weights, k=story.number):
        day = story.first + timedelta(days=7 * week + rng.choices(range(7), _WEEKDAYS)[0])
        hour = rng.choices(range(24), _HOURS)[0]
        at = timezone.make_aware(datetime.combine(day, time(hour, rng.randrange(60))))
        yield min(at, now - timedelta(minutes=rng.randrange(20, 2000)))


def _weeks(rng: Random, weeks: int) -> Iterator[float]:
    """Swells, is quiet once the police have spoken with somebody, flares around a court day."""
    court = rng.randrange(weeks)
    pause = rng.randrange(weeks)
    long = rng.randrange(1, 4)
    rising = rng.choice([0.3, 0.8, 1.5])
    for week in range(weeks):
        weight = 1 + rising * week / weeks + rng.random() * 1.5
        if pause <= week < pause + long:
            weight = 0.02
        if week in (court, court + 1):
            weight *= 3
        yield weight


def _told(rng: Random, story: Story, at: datetime, progress: float) -> Told:
    kind = _kind(rng, story)
    about = texts("behaviours")[kind]
    count = 1 + int(rng.paretovariate(1.1)) if kind in _COUNTED else 1
    account = wording(rng, kind, has_child=story.has_child, is_woman=story.is_woman)
    precision = Precision.EXACT
    if kind in _BY_DAY and rng.random() < 0.5:
        precision, at = Precision.DAY, _start_of_day(at)
    elif rng.random() < 0.2:
        precision = Precision.ABOUT
    is_breach = story.has_order and progress > 0.6 and rng.random() < 0.5
    report = _report(rng, at) if rng.random() < (0.4 if is_breach else 0.06) else Report()
    return Told(
        happened_at=at,
        behaviours=frozenset({kind}),
        account=account,
        precision=precision,
        count=min(count, 140),
        channel=rng.choice(about["ch"]),
        effect=rng.choice(texts("effects")) if rng.random() < 0.25 else "",
        place_kind=_place(rng, about["place"], progress),
        witnesses=rng.choice(texts("witnesses")) if rng.random() < 0.08 else "",
        is_breach=is_breach,
        reported=Reported.YES if report else Reported.NO,
        report=report,
    )


def wording(rng: Random, kind: Behaviour, *, has_child: bool, is_woman: bool) -> str:
    """One of the patterns of a behaviour. Those that speak of a child need one."""
    about = texts("behaviours")[kind]
    what = [text for text in about["what"] if has_child or "{barn}" not in text]
    words = {**_WORDS[is_woman], "barn": rng.choice(("min datter", "min søn"))}
    parts = [rng.choice(what), rng.choice(["", *about["then"]])]
    text = " ".join(part.format_map(words) for part in parts if part)
    return text[:1].upper() + text[1:]


def _kind(rng: Random, story: Story) -> Behaviour:
    kinds, weights = zip(*story.kinds, strict=True)
    drawn: Behaviour = rng.choices(kinds, weights)[0]
    return drawn


def _place(rng: Random, places: list[str], progress: float) -> str:
    """Listed from far to near: later in a log, the nearer ones come more often."""
    if not places:
        return ""
    weights = [1 + progress * rank for rank in range(len(places))]
    return str(rng.choices(places, weights)[0])


def _report(rng: Random, at: datetime) -> Report:
    number = f"0900-{rng.randrange(70000, 79999)}-{rng.randrange(10000, 99999)}-{at:%y}"
    return Report(
        district=rng.choice(_DISTRICTS),
        journal_number=number if rng.random() < 0.7 else "",
        reported_on=timezone.localtime(at).date(),
    )


def _start_of_day(at: datetime) -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localtime(at).date(), time()))
