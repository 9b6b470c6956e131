"""What somebody is called at the door, for the reception's list. It opens nothing else."""

from uuid import UUID

from frirum.casefile.people.models import Person
from frirum.foundation.wall.peephole import behind_the_wall

_DOOR = "writes the name agreed for the door on the reception's list"


def called_at_the_door(case: UUID) -> str:
    """The client's cover name, or an initial; nothing when nobody is written down yet."""
    clients = behind_the_wall(Person, reason=_DOOR).clients()
    client = clients.filter(case=case).first()
    return client.identity.door_name if client else ""
