"""A refused call, with its reason and what the simulator says about it."""
from __future__ import annotations

from datetime import timedelta
from typing import Optional

import grpc

from .reflection import Schema

_DETAILS = "grpc-status-details-bin"
_PREFIX = "type.googleapis.com/"


class Refusal(Exception):
    """A call that did not succeed.

    code         grpc.StatusCode
    reason       name of the catalogue, such as PERSONAL_NUMBER_NOT_12_DIGITS; empty when it came from the wire
    metadata     what the reason is about, such as {"field": "pin"}
    fields       fields that broke a rule, by path, each with what is wrong
    retry_after  when waiting helps: how long; else None
    texts        the sentence for people, by language ("vi", "en")
    """

    def __init__(self, method: str, code: grpc.StatusCode, message: str) -> None:
        self.method = method
        self.code = code
        self.message = message
        self.reason = ""
        self.domain = ""
        self.metadata: dict[str, str] = {}
        self.fields: dict[str, str] = {}
        self.retry_after: Optional[timedelta] = None
        self.texts: dict[str, str] = {}
        super().__init__(method, code, message)

    def __str__(self) -> str:
        return f"{self.method}: {self.code.name} {self.reason}: {self.message}"


def refusal_of(error: grpc.RpcError, schema: Schema, method: str = "") -> Refusal:
    """What a grpc.RpcError says, also one of a client's own stubs."""
    refusal = Refusal(method, error.code(), error.details() or "")
    trailers = dict(error.trailing_metadata() or ())
    if _DETAILS not in trailers:
        return refusal
    status = schema.message("google.rpc.Status").FromString(trailers[_DETAILS])
    for detail in status.details:
        _take(detail.type_url.removeprefix(_PREFIX), detail.value, refusal, schema)
    return refusal


def _take(kind: str, value: bytes, refusal: Refusal, schema: Schema) -> None:
    if kind == "google.rpc.ErrorInfo":
        info = schema.message(kind).FromString(value)
        refusal.reason, refusal.domain, refusal.metadata = info.reason, info.domain, dict(info.metadata)
    elif kind == "google.rpc.BadRequest":
        violations = schema.message(kind).FromString(value).field_violations
        refusal.fields.update({violation.field: violation.description for violation in violations})
    elif kind == "google.rpc.RetryInfo":
        refusal.retry_after = schema.message(kind).FromString(value).retry_delay.ToTimedelta()
    elif kind == "google.rpc.LocalizedMessage":
        text = schema.message(kind).FromString(value)
        refusal.texts[text.locale] = text.message
