"""What is done to the people of a case."""

from .keeping import (
    add_person,
    add_relation,
    add_way,
    agree_safe_contact,
    change_person,
    confirm_safe_contact,
    end_relation,
    mark_way,
    retire_way,
    take_people,
)
from .merging import merge_people

__all__ = [
    "add_person",
    "add_relation",
    "add_way",
    "agree_safe_contact",
    "change_person",
    "confirm_safe_contact",
    "end_relation",
    "mark_way",
    "merge_people",
    "retire_way",
    "take_people",
]
