"""Every event, by its kind: append, the docs and the API's description are driven by this table."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType, ModuleType

from dispatch.domain.events import access, alerts, assignments, calls, city, fleet, incidents
from dispatch.domain.events.event import Event


def _declared_in(module: ModuleType) -> Iterator[type[Event]]:
    for each in vars(module).values():
        if isinstance(each, type) and issubclass(each, Event) and hasattr(each, "KIND"):
            yield each


EVENTS: Mapping[str, type[Event]] = MappingProxyType(
    {
        event.KIND: event
        for module in (calls, incidents, assignments, alerts, fleet, city, access)
        for event in _declared_in(module)
    }
)
# A renamed event is found by either name; earlier entries keep their old name.
ENTRIES_OF_BEFORE: Mapping[str, str] = MappingProxyType(
    {event.ENTRIES_OF_BEFORE: kind for kind, event in EVENTS.items() if event.ENTRIES_OF_BEFORE is not None}
)
