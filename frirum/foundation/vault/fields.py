"""Model fields that are sealed in the database and plain in Python.

A model with such fields answers `vault_owner()`: the id whose data key seals the row. The value
opens when it is first read, not when the row is loaded. It cannot be searched or sorted by.
"""

import json
from collections.abc import Callable
from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from .keys import key_of
from .sealing import seal, unseal


class Ciphertext(bytes):
    """Bytes as they came from the database, not yet opened."""

    __slots__ = ()


class _SealedAttribute(DeferredAttribute):
    field: "SealedField"

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        value = super().__get__(instance, cls)
        if not isinstance(value, Ciphertext):
            return value
        opened = instance.__dict__.setdefault("_opened", {})
        name = self.field.attname
        if name not in opened:
            opened[name] = self.field.open(instance, value)
        return opened[name]

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value
        instance.__dict__.get("_opened", {}).pop(self.field.attname, None)


class SealedField(models.BinaryField):  # type: ignore[type-arg]
    """Base of the four below. `step` is the padding unit, so that lengths do not tell."""

    descriptor_class = _SealedAttribute
    step = 64
    encode: Callable[[Any], bytes]
    decode: Callable[[bytes], Any]

    def place(self, instance: models.Model) -> bytes:
        meta = self.model._meta
        return f"{meta.db_table}|{self.column}|{instance.pk}".encode()

    def open(self, instance: Any, sealed: bytes) -> Any:
        content = unseal(
            key_of(instance.vault_owner()), place=self.place(instance), sealed=bytes(sealed)
        )
        return type(self).decode(content)

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        value = model_instance.__dict__.get(self.attname)
        if value is None or isinstance(value, Ciphertext):
            return value
        return Ciphertext(
            seal(
                key_of(model_instance.vault_owner()),
                place=self.place(model_instance),
                content=type(self).encode(value),
                step=self.step,
            )
        )

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return None if value is None else Ciphertext(bytes(value))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is not None and not isinstance(value, Ciphertext):
            raise FieldError(f"{self.name} is sealed: set it on a row and save the row.")
        return super().get_db_prep_value(value, connection, prepared)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is sealed: it cannot be searched or compared.")
        return super().get_lookup(lookup_name)

    def get_default(self) -> Any:
        """Nothing said is an empty text or nothing at all, never empty bytes."""
        return models.Field.get_default(self)

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: Any) -> str:
        raise FieldError(f"{self.name} is sealed: it leaves only through its row.")


class SealedLine(SealedField):
    """A short text: a name, a phone, a place."""

    encode = staticmethod(lambda value: str(value).encode())
    decode = staticmethod(lambda content: content.decode())


class SealedText(SealedLine):
    """A long text: an account, a note."""

    step = 256


class SealedJSON(SealedField):
    """Structured facts; anything JSON can hold."""

    step = 256
    empty_strings_allowed = False
    encode = staticmethod(lambda value: json.dumps(value, ensure_ascii=False).encode())
    decode = staticmethod(lambda content: json.loads(content.decode()))
