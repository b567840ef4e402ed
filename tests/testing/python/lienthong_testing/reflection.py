"""What a gRPC server says of itself: messages and methods without generated code."""
from __future__ import annotations

from typing import Iterable, Iterator, Type

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from google.protobuf.descriptor import FieldDescriptor, MethodDescriptor
from google.protobuf.message import Message

_INFO = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo"
_PACKAGE = "lienthong_testing.reflection"
_TEXT, _BYTES, _MESSAGE = FieldDescriptor.TYPE_STRING, FieldDescriptor.TYPE_BYTES, FieldDescriptor.TYPE_MESSAGE


class SchemaError(LookupError):
    """The server has no such message, service or method."""


def message_class(pool: descriptor_pool.DescriptorPool, full_name: str) -> Type[Message]:
    descriptor = pool.FindMessageTypeByName(full_name)
    if hasattr(message_factory, "GetMessageClass"):
        return message_factory.GetMessageClass(descriptor)
    return message_factory.MessageFactory(pool).GetPrototype(descriptor)


def _reflection_messages() -> tuple[Type[Message], Type[Message]]:
    """Request and response of the reflection protocol, as far as they are used here."""
    file = descriptor_pb2.FileDescriptorProto(
        name="lienthong_testing/reflection.proto", package=_PACKAGE, syntax="proto3")

    def add(name: str, *fields: tuple) -> None:
        message = file.message_type.add(name=name)
        for field_name, number, kind, label in fields:
            field = message.field.add(name=field_name, number=number, label=label)
            field.type = kind if isinstance(kind, int) else _MESSAGE
            if not isinstance(kind, int):
                field.type_name = f".{_PACKAGE}.{kind}"

    one, many = FieldDescriptor.LABEL_OPTIONAL, FieldDescriptor.LABEL_REPEATED
    add("Request", ("file_containing_symbol", 4, _TEXT, one))
    add("Files", ("file_descriptor_proto", 1, _BYTES, many))
    add("Error", ("error_message", 2, _TEXT, one))
    add("Response", ("file_descriptor_response", 4, "Files", one), ("error_response", 7, "Error", one))
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_class(pool, f"{_PACKAGE}.Request"), message_class(pool, f"{_PACKAGE}.Response")


_Request, _Response = _reflection_messages()


class Schema:
    """The messages and methods of one server, learnt when they are first asked for. Not thread-safe."""

    def __init__(self, channel: grpc.Channel) -> None:
        self._ask = channel.stream_stream(
            _INFO, request_serializer=_Request.SerializeToString, response_deserializer=_Response.FromString)
        self._pool = descriptor_pool.DescriptorPool()
        self._files: set[str] = set()

    def message(self, full_name: str) -> Type[Message]:
        """The class of a message, such as google.rpc.ErrorInfo."""
        self._learn(full_name)
        return message_class(self._pool, full_name)

    def method(self, full_method: str) -> MethodDescriptor:
        """The method "package.Service/Method"."""
        service_name, _, name = full_method.partition("/")
        for method in self.methods_of(service_name):
            if method.name == name:
                return method
        raise SchemaError(f"{service_name} has no method {name}")

    def methods_of(self, service: str) -> list[MethodDescriptor]:
        self._learn(service)
        return list(self._pool.FindServiceByName(service).methods)

    def enum_name(self, full_name: str, number: int) -> str:
        """The name of an enum's value; the number as text when there is none."""
        self._learn(full_name)
        value = self._pool.FindEnumTypeByName(full_name).values_by_number.get(number)
        return value.name if value else str(number)

    @property
    def pool(self) -> descriptor_pool.DescriptorPool:
        return self._pool

    def _learn(self, symbol: str) -> None:
        try:
            self._pool.FindFileContainingSymbol(symbol)
        except KeyError:
            self._add(self._files_with(symbol))

    def _files_with(self, symbol: str) -> Iterator[descriptor_pb2.FileDescriptorProto]:
        (answer,) = self._ask(iter([_Request(file_containing_symbol=symbol)]), timeout=30)
        if answer.HasField("error_response"):
            raise SchemaError(f"the server does not know {symbol}: {answer.error_response.error_message}")
        for file in answer.file_descriptor_response.file_descriptor_proto:
            yield descriptor_pb2.FileDescriptorProto.FromString(file)

    def _add(self, files: Iterable[descriptor_pb2.FileDescriptorProto]) -> None:
        """The server names a file before the files that it imports; a pool wants them after."""
        by_name = {file.name: file for file in files}

        def add(name: str) -> None:
            if name in self._files or name not in by_name:
                return
            self._files.add(name)
            for dependency in by_name[name].dependency:
                add(dependency)
            self._pool.Add(by_name[name])

        for name in by_name:
            add(name)
