"""Settings from the environment (``CHENGJIAN_…``) and the layout of the state folder.

Every setting ``CHENGJIAN_X`` can also be given as ``CHENGJIAN_X_FILE``, the path of a file that holds the value;
secrets should be. A variable that begins with ``CHENGJIAN_`` and is not a setting is refused: a misspelt one must
not be passed over in silence.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path
from typing import ClassVar, Literal, Self

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from domain.claim_faults import faults_of, spelled
from ledger.operation_error import OperationError

PREFIX = "CHENGJIAN_"
PUBLIC_URL = r"^https?://[0-9A-Za-z.-]+(:[0-9]{1,5})?$"
"""A public address: scheme and host, with a port where it is not the scheme's own, and nothing behind them."""
_LOOPBACK_OF = {str(IPv4Address(0)): "127.0.0.1", str(IPv6Address(0)): "::1"}
"""Where a server that listens on all addresses is asked."""
_FILE_SUFFIX = "_FILE"
_OTHERS = frozenset({"CHENGJIAN_POLICY"})
"""Variables of ``chengjian-verify``, which may stand beside ours."""


class SettingsError(OperationError):
    """A setting is missing, misspelt or has no meaning."""

    code: ClassVar[str] = "settings"


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things lie in the state folder.

    Attributes:
        home: The state folder itself, 0700.
    """

    home: Path

    @property
    def postgres(self) -> Path:
        """The embedded server: its data, log and locks."""
        return self.home / "postgres"

    @property
    def keys(self) -> Path:
        """Signing keys of the log and the platform, one file each, 0600."""
        return self.home / "keys"

    @property
    def keystore(self) -> Path:
        """Subject keys and file secrets, outside the database."""
        return self.home / "keystore"

    @property
    def high_water(self) -> Path:
        """The high-water mark: the largest size that may have been signed."""
        return self.home / "high-water"

    @property
    def recall_addresses(self) -> Path:
        """Where recipients take recalls; the operator's own, missing where none is set."""
        return self.home / "recall-addresses.json"

    @property
    def run(self) -> Path:
        """Things of the running processes; may be removed when none runs."""
        return self.home / "run"

    def make(self) -> Self:
        """Make the folders that are missing, private to us; folders above are left as they are."""
        self.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        for folder in (self.keys, self.keystore, self.run):
            folder.mkdir(exist_ok=True, mode=0o700)
        return self


class Settings(BaseSettings):
    """Everything that an operator sets.

    Attributes:
        dsn: Connection string of an outside database, PostgreSQL 16 or newer; without it the embedded server is used.
        db_schema: Schema that holds the ledger's tables.
        home: State folder.
        host: Address that the HTTP server listens on.
        port: Port that the HTTP server listens on.
        public_url: Scheme and host under which clients reach the server through a proxy.
        workers: How many processes serve requests; by default as many as there are cores, at most four.
        attachment_mb: Largest attachment (证据附件) that is taken, MiB.
        log_level: Least severity that is logged.
        postgres_run_as: Existing user that the embedded server runs as when root starts it.
        postgres_programs: A ``bin`` folder of PostgreSQL to use in place of the embedded one's.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True, env_ignore_empty=True)

    dsn: SecretStr | None = None
    db_schema: str = Field(default="chengjian", pattern=r"^[a-z_][a-z0-9_]{0,62}$")
    home: Path = Path("var")
    host: str = "127.0.0.1"
    port: int = Field(default=8787, ge=0, le=65535)
    public_url: str | None = Field(default=None, pattern=PUBLIC_URL)
    workers: int | None = Field(default=None, ge=1, le=64)
    attachment_mb: int = Field(default=10, ge=1, le=64)
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    postgres_run_as: str | None = None
    postgres_programs: Path | None = None

    @property
    def address(self) -> str:
        """Where a client on this machine asks the server: what a request is signed for, without a slash at the end.

        That is the public address where there is one, for signatures cover it; else the server's own, which is the
        loopback one if it listens on all.
        """
        if self.public_url is not None:
            return self.public_url
        host = _LOOPBACK_OF.get(self.host, self.host)
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    @property
    def layout(self) -> Layout:
        """The layout of the state folder."""
        return Layout(self.home.absolute())

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read nothing but what the caller hands over: ``load_settings`` reads the environment."""
        return (init_settings,)


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from the environment.

    Args:
        environment: Variables by name; by default those of this process.

    Raises:
        SettingsError: A variable is unknown, given twice, unreadable or without meaning.
    """
    variables = os.environ if environment is None else environment
    values: dict[str, str] = {}
    for name, value in sorted(variables.items()):
        if name.startswith(PREFIX) and name not in _OTHERS:
            field, text = _read_variable(name, value)
            if field in values:
                raise SettingsError(f"{name} 重复设置。", f"{name} is given twice.", "请只保留一个。", "Keep one.")
            values[field] = text
    try:
        return Settings.model_validate({field: text for field, text in values.items() if text})
    except ValidationError as error:
        raise _meaningless(error) from None


def variable_names() -> list[str]:
    """The names of all settings as environment variables."""
    return [PREFIX + field.upper() for field in Settings.model_fields]


def _read_variable(name: str, value: str) -> tuple[str, str]:
    """The field that a variable sets and its value, read from a file if it names one."""
    field = name.removeprefix(PREFIX).lower()
    if field in Settings.model_fields:
        return field, value
    stem = field.removesuffix(_FILE_SUFFIX.lower())
    if stem == field or stem not in Settings.model_fields:
        raise SettingsError(
            f"没有名为 {name} 的设置。",
            f"There is no setting {name}.",
            f"可用的设置：{'、'.join(variable_names())}。",
            f"The settings are: {', '.join(variable_names())}.",
        )
    try:
        return stem, Path(value).read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{name} 指向的文件无法读取。", f"The file that {name} names cannot be read.") from error


def _meaningless(error: ValidationError) -> SettingsError:
    """An error that names each variable and what is wrong with it, never its value: it may be a secret."""
    faults = [one._replace(pointer=f"/{PREFIX}{one.claim.upper()}") for one in faults_of(error)]
    zh, en = spelled(faults)
    return SettingsError(
        f"设置无效：{zh}。",
        f"A setting has no meaning: {en}.",
        "请改正所列的环境变量；含义见 docs/operations.md。",
        "Mend the variables named; docs/operations.md says what they mean.",
    )
