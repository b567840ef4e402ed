"""Answers that were given, by request_id: calls come at least once and are carried out once."""
from __future__ import annotations

import threading
from typing import Callable, TypeVar

import grpc
from google.protobuf.message import Message

from lienthong.common.v1 import reason_pb2 as reasons

from .call import Call, Refusal

Answer = TypeVar("Answer", bound=Message)


class Answers:
    """Kept as long as the process lives. A system with a database writes an answer together with its effects."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._given: dict[tuple[str, str, str, str], tuple[bytes, Message]] = {}

    def once(self, call: Call, method: str, request: Message, carry_out: Callable[[], Answer]) -> Answer:
        """Carries the request out, or gives the first answer again. A refused one may succeed later."""
        key = (call.world, call.caller, method, request.request_id)
        body = request.SerializeToString(deterministic=True)
        with self._lock:
            if request.request_id and key in self._given:
                first, answer = self._given[key]
                if first != body:
                    raise Refusal(grpc.StatusCode.ALREADY_EXISTS, reasons.REQUEST_ID_REUSED,
                                  f"request_id {request.request_id} was used with another body; use a new one.",
                                  request_id=request.request_id)
                return answer
            answer = carry_out()
            self._given[key] = (body, answer)
            return answer
