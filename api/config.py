"""What an operator may set about the HTTP face; every default is the safe one."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from ledger.settings import PUBLIC_URL, SettingsError

LOOPBACK_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})


@dataclass(frozen=True, slots=True)
class ApiConfig:
    """Limits and addresses of one running API.

    Attributes:
        public_url: Scheme and host under which clients reach us through a proxy, such as
            ``https://log.example``; absent: what the request says.
        extra_hosts: Further host names that may stand in ``Host``.
        max_body_bytes: Largest body of a batch.
        max_line_bytes: Largest line of a batch, and largest single statement.
        max_lines: Most lines of a batch.
        chunk_lines: Most lines handed to the ledger at once.
        linger_s: Longest wait for further lines before a chunk goes to the ledger.
        idle_timeout_s: Longest pause of a client within a body.
        max_batches: Batches served at the same time; further ones are told to come back.
        max_uploads: Attachments in hand at the same time.
        upload_timeout_s: Longest time that one attachment may take to arrive.
        max_singles: Single statements in hand at the same time.
        single_threads: Threads that carry single statements, each as many as wait.
        batch_threads: Threads that carry chunks of batches.
        retry_after_s: What a refused client is told to wait.
        signature_max_age_s: Oldest accepted request signature.
        page_limit: Most items of one page.
    """

    public_url: str | None = None
    extra_hosts: frozenset[str] = frozenset()
    max_body_bytes: int = 64 * 1024 * 1024
    max_line_bytes: int = 300_000
    max_lines: int = 20_000
    chunk_lines: int = 1_000
    linger_s: float = 0.01
    idle_timeout_s: float = 60.0
    max_batches: int = 16
    max_uploads: int = 8
    upload_timeout_s: float = 600.0
    max_singles: int = 512
    single_threads: int = 1
    batch_threads: int = 1
    retry_after_s: int = 1
    signature_max_age_s: int = 300
    page_limit: int = 500

    def __post_init__(self) -> None:
        """Refuse a public address that is more or less than scheme and host: signatures cover it.

        Raises:
            SettingsError: It is not of that form.
        """
        if self.public_url is not None and re.fullmatch(PUBLIC_URL, self.public_url) is None:
            raise SettingsError(
                "对外网址的写法不对。",
                "The public address is malformed.",
                "只写协议和主机，例如 https://log.example，末尾不加斜杠。",
                "Give scheme and host alone, such as https://log.example, without a slash at the end.",
            )

    def hosts(self) -> frozenset[str]:
        """Host names, without port, that this server answers for."""
        own = frozenset({urlsplit(self.public_url).hostname or ""}) if self.public_url else frozenset()
        return LOOPBACK_HOSTS | own | self.extra_hosts
