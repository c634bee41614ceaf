"""Events of an agency (机关)."""

from typing import ClassVar

from domain.claims import Code, Name, Roles
from domain.event import Event, SignerRole


class AgencyEnrolled(Event):
    """A public body may from now on take part in the roles named."""

    TOPIC: ClassVar[str] = "urn:chengjian:agency-enrolled:v1"
    SIGNERS: ClassVar[frozenset[SignerRole]] = frozenset({"root"})

    agency: Code
    name: Name
    roles: Roles


class AgencyClosed(Event):
    """A public body no longer takes part; what it signed stays."""

    TOPIC: ClassVar[str] = "urn:chengjian:agency-closed:v1"
    SIGNERS: ClassVar[frozenset[SignerRole]] = frozenset({"root"})

    agency: Code
