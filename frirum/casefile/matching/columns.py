"""The one column of the table of keys."""

from typing import Any
from uuid import UUID

from django.db import models


class KeyId(models.UUIDField):  # type: ignore[type-arg]
    """Sixteen bytes, also where a database keeps no such ids: there are many keys."""

    def get_internal_type(self) -> str:
        """As bytes go: SQLite would read an id as text."""
        return "BinaryField"

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
        return value if value is None or isinstance(value, UUID) else UUID(bytes=bytes(value))
