"""Delivers a request until it is answered."""
from __future__ import annotations

import random
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Callable, Mapping, TypeVar

import grpc
from google.protobuf.message import Message

from .refused import Refused

Answer = TypeVar("Answer", bound=Message)


@dataclass(frozen=True)
class Patience:
    """How often and how long a courier tries."""

    attempts: int = 8
    first_pause: timedelta = timedelta(milliseconds=200)
    longest_pause: timedelta = timedelta(seconds=30)
    timeout: timedelta = timedelta(seconds=10)


class Courier:
    """Carries requests to a server: the same bytes again, under the same request_id, until an answer comes.

    A call whose answer got lost may have been carried out. Only because the request_id stays the same is a second
    delivery harmless: the server gives the first answer again. The caller therefore sets the request_id, from something
    that it keeps (its own case number), so that even a restart repeats the same request.
    """

    def __init__(self, headers: Mapping[str, str], patience: Patience = Patience(),
                 pause: Callable[[timedelta], None] = lambda wait: time.sleep(wait.total_seconds())) -> None:
        self.headers = dict(headers)
        self.patience = patience
        self._pause = pause

    def deliver(self, method: Callable[..., Answer], request: Message) -> Answer:
        """The answer. Raises Refused when the server said no, or when nobody answered however often it was tried."""
        attempt = 0
        while True:
            attempt += 1
            try:
                return method(self.prepared(request), metadata=self.metadata,
                              timeout=self.patience.timeout.total_seconds())
            except grpc.RpcError as error:
                refused = Refused.of(error)
            if not refused.waiting_helps or attempt >= self.patience.attempts:
                raise refused
            self._pause(self.wait_after(attempt, refused))

    @property
    def metadata(self) -> tuple[tuple[str, str], ...]:
        return tuple(self.headers.items())

    def prepared(self, request: Message) -> Message:
        """What is sent at each attempt: the request as it is."""
        return request

    def wait_after(self, attempt: int, refused: Refused) -> timedelta:
        """The server knows best (RetryInfo); else twice as long each time, spread so that not all come at once."""
        if refused.retry_after is not None:
            return refused.retry_after
        wait = min(self.patience.first_pause * 2 ** (attempt - 1), self.patience.longest_pause)
        return wait * random.uniform(0.5, 1.0)
