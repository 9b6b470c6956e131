"""Ids of tables with very many rows."""

from typing import Any
from uuid import UUID

from django.db import models


class KeyId(models.UUIDField):  # type: ignore[type-arg]
    """Sixteen bytes, also where a database has no such type and would keep thirty-two letters."""

    def get_internal_type(self) -> str:
        """As bytes go: SQLite would read an id as text."""
        return "BinaryField"

    def to_python(self, value: Any) -> UUID | None:
        """Also as the database keeps it."""
        if isinstance(value, bytes | memoryview):
            return UUID(bytes=bytes(value))
        return super().to_python(value)  # type: ignore[no-any-return]

    def db_type(self, connection: Any) -> str | None:
        if connection.features.has_native_uuid_field:
            return models.UUIDField().db_type(connection)
        return models.BinaryField().db_type(connection)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        value = self.to_python(value)
        if value is None or connection.features.has_native_uuid_field:
            return value
        return value.bytes

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> UUID | None:
        return self.to_python(value)
