"""A wire that loses and refuses calls as it is told, before any gRPC server, and a clock that only tests move."""
from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import TracebackType
from typing import Iterator, Optional

import grpc
from google.protobuf.any_pb2 import Any
from google.rpc import error_details_pb2, status_pb2

_STATUS = "grpc-status-details-bin"
_NOT_FORWARDED = ("grpc-", "user-agent", ":")


class PauseClock:
    """Time that passes only in pauses: hand `pause` to a Courier."""

    def __init__(self) -> None:
        self.now = timedelta()

    def pause(self, wait: timedelta) -> None:
        self.now += wait


class BadWire(grpc.GenericRpcHandler):
    """Carries every call to `target` and back, unless told otherwise. Methods are named by their last part."""

    def __init__(self, target: str, clock: Optional[PauseClock] = None) -> None:
        self.clock = clock or PauseClock()
        # How often each method was called, lost and refused calls included.
        self.calls: Counter[str] = Counter()
        self._lost_requests: Counter[str] = Counter()
        self._lost_answers: Counter[str] = Counter()
        self._closed_until: dict[str, timedelta] = {}
        self._channel = grpc.insecure_channel(target)
        self._server = grpc.server(ThreadPoolExecutor(max_workers=16))
        self._server.add_generic_rpc_handlers((self,))
        self.address = f"127.0.0.1:{self._server.add_insecure_port('127.0.0.1:0')}"
        self._server.start()

    def __enter__(self) -> BadWire:
        return self

    def __exit__(self, kind: Optional[type[BaseException]], error: Optional[BaseException],
                 trace: Optional[TracebackType]) -> None:
        self._server.stop(grace=None).wait()
        self._channel.close()

    def lose_requests(self, method: str, times: int = 1) -> None:
        """They never arrive; the caller sees UNAVAILABLE."""
        self._lost_requests[method] = times

    def lose_answers(self, method: str, times: int = 1) -> None:
        """They arrive and are carried out; the caller sees UNAVAILABLE."""
        self._lost_answers[method] = times

    def close(self, method: str, wait: timedelta) -> None:
        """Refused until the clock has moved that far, with a RetryInfo that says so."""
        self._closed_until[method] = self.clock.now + wait

    def service(self, details: grpc.HandlerCallDetails) -> grpc.RpcMethodHandler:
        name = details.method.rpartition("/")[2]
        metadata = [(key, value) for key, value in details.invocation_metadata if not key.startswith(_NOT_FORWARDED)]

        def carry(requests: Iterator[bytes], context: grpc.ServicerContext) -> Iterator[bytes]:
            self._before(name, context)
            try:
                answers = self._channel.stream_stream(details.method)(
                    requests, metadata=metadata, timeout=context.time_remaining())
                context.add_callback(answers.cancel)
                for answer in answers:
                    self._after(name, context)
                    yield answer
            except grpc.RpcError as error:
                context.set_trailing_metadata(tuple(
                    (key, value) for key, value in error.trailing_metadata() or () if key == _STATUS))
                context.abort(error.code(), error.details())

        return grpc.stream_stream_rpc_method_handler(carry)

    def _before(self, name: str, context: grpc.ServicerContext) -> None:
        self.calls[name] += 1
        wait = self._closed_until.get(name, timedelta()) - self.clock.now
        if wait > timedelta():
            context.set_trailing_metadata(((_STATUS, _closed(wait).SerializeToString()),))
            context.abort(grpc.StatusCode.UNAVAILABLE, "closed")
        if self._lost_requests[name] > 0:
            self._lost_requests[name] -= 1
            context.abort(grpc.StatusCode.UNAVAILABLE, "the request was lost")

    def _after(self, name: str, context: grpc.ServicerContext) -> None:
        if self._lost_answers[name] > 0:
            self._lost_answers[name] -= 1
            context.abort(grpc.StatusCode.UNAVAILABLE, "the answer was lost")


def _closed(wait: timedelta) -> status_pb2.Status:
    retry = error_details_pb2.RetryInfo()
    retry.retry_delay.FromTimedelta(wait)
    detail = Any()
    detail.Pack(retry)
    return status_pb2.Status(code=grpc.StatusCode.UNAVAILABLE.value[0], message="closed", details=[detail])
