"""All that a bundle says in words, for the guard: nothing leaves in it that stands not here."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from frirum.casefile.outgoing.parcels import Piece

from .content import BundleContent, BundleIncident


def pieces_of(content: BundleContent) -> Iterator[Piece]:
    """The report from its head to the list of exhibits, an incident at a time."""
    head = (content.client, content.other_party, content.introduction)
    yield Piece(_("Beginning of the report"), "\n".join(head))
    for incident in content.incidents:
        where = _("Incident %(number)d") % {"number": incident.number}
        yield Piece(where, "\n".join(_said(incident)))
    given = dict.fromkeys(one.received_from for one in content.exhibits)
    if given:
        yield Piece(_("Who gave the exhibits"), "\n".join(given))


def _said(incident: BundleIncident) -> Iterator[str]:
    yield from (incident.facts, incident.place, incident.witnesses)
    yield from (message.text for message in incident.messages)
    if incident.reported:
        yield incident.reported.district
