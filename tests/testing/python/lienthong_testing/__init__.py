"""Tests against Liên Thông in one line: a fresh world, its clock, officers and journal. Needs grpcio and protobuf only.

    import lienthong_testing

    with lienthong_testing.connect("127.0.0.1:7000") as town, town.fresh_world() as world:
        person = world.at("population").ListPersons(page_size=1).persons[0]
        world.advance(working_days=2)
"""
from .office import Office
from .reflection import SchemaError
from .refusal import Refusal
from .server import connect, start
from .town import Town
from .world import World

__all__ = ["Office", "Refusal", "SchemaError", "Town", "World", "connect", "start"]
