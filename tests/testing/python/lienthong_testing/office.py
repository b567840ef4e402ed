"""The methods of one agency, or of the gateway, called with plain fields."""
from __future__ import annotations

import uuid
from typing import Any, Callable, Iterator, Mapping, Optional, Union

import grpc
from google.protobuf import descriptor_pb2, json_format
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message import Message

from .reflection import Schema
from .refusal import refusal_of

Request = Union[Message, Mapping[str, Any], None]

TIMEOUT_SECONDS = 30.0


class Office:
    """One agency as a caller sees it, in one world.

    Every method of its services is a method here. It takes the request's fields as in the .proto, a dict, or a message,
    and gives the response message, or an iterator of them. A request_id that is not given is a new one.

        population.GetPerson(pin="001095000001", headers={"lienthong-purpose": "037"})

    A refused call raises Refusal.
    """

    def __init__(self, name: str, channel: grpc.Channel, schema: Schema, services: list[str],
                 headers: Mapping[str, str]) -> None:
        self._name = name
        self._channel = channel
        self._schema = schema
        self._services = services
        self._headers = dict(headers)

    def __getattr__(self, method: str) -> Callable[..., Any]:
        if method.startswith("_"):
            raise AttributeError(method)
        found = self._find(method)

        def call(request: Request = None, *, headers: Optional[Mapping[str, str]] = None,
                 timeout: float = TIMEOUT_SECONDS, **fields: Any) -> Any:
            return self._call(found, request, fields, headers or {}, timeout)

        return call

    def __dir__(self) -> list[str]:
        return sorted(method.name for service in self._services for method in self._schema.methods_of(service))

    def _find(self, name: str) -> MethodDescriptor:
        for service in self._services:
            for method in self._schema.methods_of(service):
                if method.name == name:
                    return method
        raise AttributeError(f"{self._name} has no method {name}; it has: {', '.join(dir(self))}")

    def _call(self, method: MethodDescriptor, request: Request, fields: Mapping[str, Any],
              headers: Mapping[str, str], timeout: float) -> Any:
        message = self._request(method, request, fields)
        full_method = f"{method.containing_service.full_name}/{method.name}"
        answer_type = self._schema.message(method.output_type.full_name)
        streams = _streams(method)
        invoke = (self._channel.unary_stream if streams else self._channel.unary_unary)(
            f"/{full_method}", request_serializer=type(message).SerializeToString,
            response_deserializer=answer_type.FromString)
        metadata = tuple({**self._headers, **headers}.items())
        if streams:
            return self._stream(invoke(message, metadata=metadata, timeout=timeout), full_method)
        try:
            return invoke(message, metadata=metadata, timeout=timeout)
        except grpc.RpcError as error:
            raise refusal_of(error, self._schema, full_method) from None

    def _stream(self, stream: Iterator[Message], full_method: str) -> Iterator[Message]:
        try:
            yield from stream
        except grpc.RpcError as error:
            raise refusal_of(error, self._schema, full_method) from None

    def _request(self, method: MethodDescriptor, request: Request, fields: Mapping[str, Any]) -> Message:
        message = self._schema.message(method.input_type.full_name)()
        if isinstance(request, Message):
            message.ParseFromString(request.SerializeToString())
        try:
            given = request if isinstance(request, Mapping) else {}
            json_format.ParseDict(_plain({**given, **fields}), message, descriptor_pool=self._schema.pool)
        except json_format.ParseError as error:
            raise TypeError(f"{method.full_name}: {error}") from None
        if "request_id" in message.DESCRIPTOR.fields_by_name and not message.request_id:
            message.request_id = str(uuid.uuid4())
        return message


def _streams(method: MethodDescriptor) -> bool:
    proto = descriptor_pb2.MethodDescriptorProto()
    method.CopyToProto(proto)
    return proto.server_streaming


def _plain(value: Any) -> Any:
    """Messages, wherever they are inside, as JSON knows them."""
    if isinstance(value, Message):
        return json_format.MessageToDict(value, preserving_proto_field_name=True)
    if isinstance(value, Mapping):
        return {name: _plain(element) for name, element in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(element) for element in value]
    return value
