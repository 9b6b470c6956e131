"""Passkeys (WebAuthn), through the fido2 library. What the browser says is checked here."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.request import split_domain_port
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from .models import Factor, FactorKind, User

_STATE = "passkey-challenge"
# What a browser may send that is not what it should be.
_UNREADABLE = (ValueError, TypeError, KeyError, AttributeError)
_ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class Shown:
    """A passkey that was shown and found right; `counter` is how often it says it was used."""

    factor: Factor
    counter: int


def _server(request: HttpRequest) -> Fido2Server:
    host, _port = split_domain_port(request.get_host())
    return Fido2Server(PublicKeyCredentialRpEntity(name="Frirum", id=host))


def _key(factor: Factor) -> AttestedCredentialData:
    return AttestedCredentialData(bytes(factor.public or b""))


def _keys_of(user: User) -> list[AttestedCredentialData]:
    return [_key(factor) for factor in user.factors.filter(kind=FactorKind.PASSKEY)]


def ask_for_new(request: HttpRequest, user: User) -> dict[str, Any]:
    """What the browser needs to make a passkey. It must ask for finger, face or code itself."""
    options, state = _server(request).register_begin(
        PublicKeyCredentialUserEntity(id=user.pk.bytes, name=user.username, display_name=user.name),
        _keys_of(user),
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    request.session[_STATE] = state
    return dict(options)


def read_new(request: HttpRequest, answer: Any) -> bytes | None:
    """The public key of a passkey just made; None when the answer is not to our question."""
    state = request.session.pop(_STATE, None)
    if state is None:
        return None
    try:
        made = _server(request).register_complete(state, answer)
    except _UNREADABLE:
        return None
    return bytes(made.credential_data) if made.credential_data else None


def ask_for_known(request: HttpRequest, user: User | None) -> dict[str, Any]:
    """What the browser needs to show a passkey: one of this user's, or any it has for us.

    Without a user nothing is listed, so that the question tells nobody who has an account.
    """
    options, state = _server(request).authenticate_begin(
        _keys_of(user) if user else None,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    request.session[_STATE] = state
    return dict(options)


def _read(answer: Any) -> AuthenticationResponse | None:
    try:
        response: AuthenticationResponse = AuthenticationResponse.from_dict(answer)
        return response
    except _UNREADABLE:
        return None


def _owner(response: AuthenticationResponse) -> UUID | None:
    handle = response.response.user_handle
    return UUID(bytes=bytes(handle)) if handle and len(handle) == _ID_BYTES else None


def read_known(request: HttpRequest, answer: Any, user: User | None) -> Shown | None:
    """Whose passkey was shown; None when it is nobody's, or not this user's."""
    state, response = request.session.pop(_STATE, None), _read(answer)
    if state is None or response is None:
        return None
    owner = user.pk if user else _owner(response)
    if owner is None:
        return None
    factors = Factor.objects.filter(user_id=owner, user__is_active=True, kind=FactorKind.PASSKEY)
    keys = [(_key(factor), factor) for factor in factors.select_related("user")]
    try:
        used = _server(request).authenticate_complete(state, [key for key, _f in keys], response)
    except ValueError:
        return None
    factor = next(factor for key, factor in keys if key.credential_id == used.credential_id)
    return Shown(factor, response.response.authenticator_data.counter)
