"""What a refused call says: code, reason, time to wait."""
from __future__ import annotations

from datetime import timedelta
from typing import Optional

import grpc
from google.rpc import error_details_pb2, status_pb2

# Asking again, with the same request_id, can help.
WAITING_HELPS = frozenset({
    grpc.StatusCode.UNAVAILABLE,
    grpc.StatusCode.DEADLINE_EXCEEDED,
    grpc.StatusCode.RESOURCE_EXHAUSTED,
    grpc.StatusCode.ABORTED,
})


class Refused(Exception):
    """A call that was not answered with OK. `reason` is empty when the wire failed and nobody said anything."""

    def __init__(self, code: grpc.StatusCode, message: str, reason: str, retry_after: Optional[timedelta]) -> None:
        super().__init__(f"{code.name} {reason}: {message}")
        self.code = code
        self.reason = reason
        self.retry_after = retry_after

    @property
    def waiting_helps(self) -> bool:
        return self.code in WAITING_HELPS

    @classmethod
    def of(cls, error: grpc.RpcError) -> Refused:
        info, retry = error_details_pb2.ErrorInfo(), error_details_pb2.RetryInfo()
        for detail in _status_of(error).details:
            # Unpack leaves the message alone when the detail is of another type.
            detail.Unpack(info) or detail.Unpack(retry)
        wait = retry.retry_delay.ToTimedelta()
        return cls(error.code(), error.details() or "", info.reason, wait if wait else None)


def _status_of(error: grpc.RpcError) -> status_pb2.Status:
    trailers = dict(error.trailing_metadata() or ())
    return status_pb2.Status.FromString(trailers.get("grpc-status-details-bin", b""))
