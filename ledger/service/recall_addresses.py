"""Where recipients take recalls: addresses that the operator sets, in a file of the state folder.

No request names an address, so that nobody can have the platform call one for him.
"""

import json
import os
import re
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlsplit

from ledger.operation_error import OperationError

_MOST_CHARACTERS = 2_000
_CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")
_VISIBLE = re.compile(r"[!-~]+")


class RecallAddressError(OperationError):
    """An address of a recipient, or the file of addresses, is not as it must be."""

    code: ClassVar[str] = "recall-address"


class RecallAddresses:
    """The file of addresses; where it is missing, recipients find recalls on their boards alone."""

    def __init__(self, path: Path) -> None:
        """Use a file; it need not be there.

        Args:
            path: `Layout.recall_addresses`.
        """
        self._path = path

    def read(self) -> Mapping[str, str]:
        """Give the addresses by code of the recipient.

        Raises:
            RecallAddressError: The file is damaged.
        """
        try:
            addresses = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise _damaged(self._path) from error
        if not isinstance(addresses, dict) or not all(map(_is_right, addresses, addresses.values())):
            raise _damaged(self._path)
        return addresses

    def put(self, code: str, url: str) -> None:
        """Set the address of a recipient in place of the one before.

        Raises:
            RecallAddressError: The code or the address cannot be, or the file is damaged.
        """
        if _CODE.fullmatch(code) is None:
            raise RecallAddressError(
                "这不是统一社会信用代码。",
                "This is no unified social credit code.",
                "请核对单位代码。",
                "Check the code of the body.",
            )
        if not is_address(url):
            raise RecallAddressError(
                "地址不可用。",
                "This address cannot be used.",
                "请使用 https 地址，不带用户名、口令和 #；http 只限本机（127.0.0.1、::1、localhost）。",
                "Give an https address without user name, password or #; http only to this machine "
                "(127.0.0.1, ::1, localhost).",
            )
        self._write({**self.read(), code: url})

    def remove(self, code: str) -> bool:
        """Forget the address of a recipient; tell whether there was one.

        Raises:
            RecallAddressError: The file is damaged.
        """
        addresses = dict(self.read())
        was_there = addresses.pop(code, None) is not None
        if was_there:
            self._write(addresses)
        return was_there

    def _write(self, addresses: Mapping[str, str]) -> None:
        """Put a new file in place of the old one at once, so that nobody reads half of it."""
        fresh = self._path.with_suffix(".new")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(dict(sorted(addresses.items())), file, indent=2)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._path)


def is_address(url: str) -> bool:
    """Tell whether recalls may be sent to an address: over TLS, or without it to this machine alone."""
    if len(url) > _MOST_CHARACTERS or _VISIBLE.fullmatch(url) is None:
        return False
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or "@" in parts.netloc or "#" in url or "\\" in url:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host))


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _is_right(code: object, url: object) -> bool:
    return isinstance(code, str) and _CODE.fullmatch(code) is not None and isinstance(url, str) and is_address(url)


def _damaged(path: Path) -> RecallAddressError:
    return RecallAddressError(
        f"召回地址文件 {path} 已损坏。",
        f"The file of recall addresses {path} is damaged.",
        "请移走该文件，再用 chengjian recalls address set 重新设置。",
        "Move it away and set the addresses again (chengjian recalls address set).",
    )
