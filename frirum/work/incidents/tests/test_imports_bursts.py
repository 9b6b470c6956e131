"""Many messages in a short time become one incident that keeps them all."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from frirum.work.incidents.imports import synthetic
from frirum.work.incidents.imports.bursts import Burst, burst_headline, group_bursts
from frirum.work.incidents.imports.exports import COPENHAGEN, CallOutcome, Channel, Message, Wishes
from frirum.work.incidents.imports.reading import read_export

NOON = datetime(2026, 9, 3, 10, 0, tzinfo=UTC)


def message(
    minute: float,
    *,
    is_incoming: bool | None = True,
    channel: Channel = Channel.SMS,
    party: str = synthetic.BO,
    outcome: CallOutcome | None = None,
    start: datetime = NOON,
) -> Message:
    return Message(
        at=start + timedelta(minutes=minute),
        as_written="",
        channel=channel,
        is_incoming=is_incoming,
        other_party=party,
        source_row=int(minute),
        fingerprint=str(minute),
        call_outcome=outcome,
    )


def counts(bursts: Sequence[Burst]) -> list[int]:
    return [burst.count for burst in bursts]


def test_messages_close_in_time_are_one_burst_and_a_long_pause_ends_it():
    [first, second] = group_bursts([message(0), message(60), message(121), message(125)])
    assert (first.started_at, first.ended_at) == (NOON, NOON + timedelta(minutes=60))
    assert counts([first, second]) == [2, 2]
    assert counts(group_bursts([message(0), message(60)], gap_minutes=59)) == [1, 1]


def test_midnight_in_copenhagen_ends_a_burst():
    before_midnight = datetime(2026, 9, 3, 21, 50, tzinfo=UTC)
    messages = [message(minute, start=before_midnight) for minute in (0, 9, 11)]
    assert counts(group_bursts(messages)) == [2, 1]


def test_the_clients_own_messages_are_context_and_never_an_incident():
    messages = [message(0), message(5, is_incoming=False), message(10), message(300)]
    messages.append(message(500, is_incoming=False))
    with_reply, alone, own = group_bursts(messages)
    assert (with_reply.count, len(with_reply.messages)) == (2, 3)
    assert alone.is_incoming
    assert (own.is_incoming, own.count) == (False, 1)


def test_a_reply_does_not_prolong_a_burst():
    messages = [message(0), message(50, is_incoming=False), message(100)]
    assert [burst.count for burst in group_bursts(messages) if burst.is_incoming] == [1, 1]


def test_each_channel_and_each_person_has_bursts_of_its_own():
    messages = [
        message(0),
        message(1, channel=Channel.WHATSAPP),
        message(2, party=synthetic.ALMAS_MOTHER),
        message(3, channel=Channel.MMS),
    ]
    bursts = group_bursts(messages)
    assert [(burst.channel, burst.count) for burst in bursts] == [
        (Channel.SMS, 2),
        (Channel.WHATSAPP, 1),
        (Channel.SMS, 1),
    ]


def test_third_persons_in_a_group_belong_to_no_burst():
    assert group_bursts([message(0, is_incoming=None)]) == []


def test_calls_are_counted_by_how_they_ended():
    calls = [
        message(minute, channel=Channel.CALL, outcome=CallOutcome.MISSED) for minute in range(8)
    ]
    calls.append(message(9, channel=Channel.CALL, outcome=CallOutcome.REJECTED))
    [burst] = group_bursts(calls)
    assert burst.outcomes == {CallOutcome.MISSED: 8, CallOutcome.REJECTED: 1}


@pytest.mark.parametrize(
    ("channel", "outcome", "headline"),
    [
        (Channel.CALL, CallOutcome.MISSED, "9 missed calls"),
        (Channel.CALL, CallOutcome.ANSWERED, "9 calls"),
        (Channel.SMS, None, "9 text messages"),
        (Channel.WHATSAPP, None, "9 messages on WhatsApp"),
    ],
)
def test_a_burst_says_in_a_few_words_what_it_is(channel, outcome, headline):
    messages = [message(minute, channel=channel, outcome=outcome) for minute in range(9)]
    [burst] = group_bursts(messages)
    with translation.override("en"):
        assert burst_headline(burst) == headline


@given(
    minutes=st.lists(st.integers(0, 5000), max_size=60),
    incoming=st.lists(st.booleans(), min_size=60, max_size=60),
    gap=st.integers(1, 300),
)
def test_no_message_is_lost_and_no_burst_breaks_its_rules(minutes, incoming, gap):
    messages = [
        message(minute, is_incoming=one) for minute, one in zip(minutes, incoming, strict=False)
    ]
    bursts = group_bursts(messages, gap_minutes=gap)
    kept = [one for burst in bursts for one in burst.messages]
    assert sorted(one.at for one in kept) == sorted(one.at for one in messages)
    for burst in bursts:
        days = {one.at.astimezone(COPENHAGEN).date() for one in burst.messages}
        assert len(days) == 1
        counted = [one for one in burst.messages if one.is_incoming is burst.is_incoming]
        assert burst.count == len(counted)
        steps = pairwise(counted)
        assert all(later.at - one.at <= timedelta(minutes=gap) for one, later in steps)


def test_a_backup_of_a_heavy_week_becomes_few_incidents():
    reading = read_export(io.BytesIO(synthetic.sms_backup(160)), Wishes())
    bursts = [burst for burst in group_bursts(reading.messages) if burst.is_incoming]
    assert len(bursts) < 40
    assert sum(counts(bursts)) == 160 - 8
