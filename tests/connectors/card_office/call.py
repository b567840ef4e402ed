"""What comes with every call, and how a call is refused."""
from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import NoReturn, Optional

import grpc
from google.protobuf.any_pb2 import Any
from google.rpc import error_details_pb2, status_pb2

from lienthong.common.v1.reason_pb2 import Reason
from lienthong.control.v1.cause_pb2 import Cause

_SIGNATURE_BYTES = 16
_DOMAIN = "social_insurance.lienthong.vn"


@dataclass(frozen=True)
class Call:
    """One call: in whose world, by whom, and when it is there."""

    world: str
    caller: str
    now: datetime
    # True when it comes from an office of the simulator, which then wants to be told of changes.
    caused: bool

    @classmethod
    def of(cls, context: grpc.ServicerContext) -> Call:
        headers = dict(context.invocation_metadata())
        signed = headers.get("lienthong-now", "")
        now = _world_time(signed) if signed else datetime.now(timezone.utc)
        return cls(headers.get("lienthong-world", "default"), headers.get("lienthong-caller", "anonymous"), now,
                   bool(signed))


def _world_time(signed: str) -> datetime:
    """The signature is for the simulator's own offices; a seat can't check it and hands nothing of it on."""
    cause = Cause.FromString(base64.urlsafe_b64decode(signed + "=" * (-len(signed) % 4))[_SIGNATURE_BYTES:])
    return cause.now.ToDatetime(tzinfo=timezone.utc)


class Refusal(Exception):
    """Why a call is not carried out; becomes the call's status."""

    def __init__(self, code: grpc.StatusCode, reason: int, message: str, retry_after: Optional[timedelta] = None,
                 **metadata: str) -> None:
        super().__init__(message)
        self.code = code
        self.reason = reason
        self.message = message
        self.retry_after = retry_after
        self.metadata = metadata

    def abort(self, context: grpc.ServicerContext) -> NoReturn:
        status = status_pb2.Status(code=self.code.value[0], message=self.message)
        self._detail(status, error_details_pb2.ErrorInfo(
            reason=Reason.Name(self.reason), domain=_DOMAIN, metadata=self.metadata))
        if self.retry_after is not None:
            wait = error_details_pb2.RetryInfo()
            wait.retry_delay.FromTimedelta(self.retry_after)
            self._detail(status, wait)
        context.set_trailing_metadata((("grpc-status-details-bin", status.SerializeToString()),))
        context.abort(self.code, self.message)

    @staticmethod
    def _detail(status: status_pb2.Status, message) -> None:
        detail = Any()
        detail.Pack(message)
        status.details.append(detail)
