"""A value worked out when it is first read: `functools.cached_property` without its lock."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Value = TypeVar("Value")


class worked_out_once(Generic[Value]):  # noqa: N801 - it is written as a decorator
    """Keep what a method answers in the instance's own dictionary.

    Two threads may both work it out; both get the same, since it follows from frozen values.
    """

    def __init__(self, work_out: Callable[[Any], Value]) -> None:
        self.work_out = work_out
        self.name = work_out.__name__
        self.__doc__ = work_out.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> "worked_out_once[Value]": ...
    @overload
    def __get__(self, instance: object, owner: type) -> Value: ...
    def __get__(self, instance: object | None, owner: type) -> "worked_out_once[Value] | Value":
        if instance is None:
            return self
        value = instance.__dict__[self.name] = self.work_out(instance)
        return value
