"""Settings: closed, explained, and secrets stay out of messages."""

import stat
from ipaddress import IPv4Address
from pathlib import Path

import pytest

from api.config import ApiConfig
from ledger.settings import Layout, SettingsError, load_settings, variable_names


def test_without_variables_the_embedded_database_in_var_is_used() -> None:
    settings = load_settings({"PATH": "/bin"})
    assert settings.dsn is None
    assert settings.layout.postgres == Path.cwd() / "var" / "postgres"


def test_a_misspelt_variable_is_refused_and_the_right_names_are_shown() -> None:
    with pytest.raises(SettingsError, match="There is no setting CHENGJIAN_DNS") as caught:
        load_settings({"CHENGJIAN_DNS": "host=x"})
    assert "CHENGJIAN_DSN" in caught.value.mend_en


@pytest.mark.parametrize("name", ["CHENGJIAN_", "CHENGJIAN__FILE", "CHENGJIAN_FILE", "CHENGJIAN_X_FILE"])
def test_a_variable_that_names_nothing_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match="There is no setting"):
        load_settings({name: "1"})


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ({}, "http://127.0.0.1:8787"),
        ({"CHENGJIAN_HOST": str(IPv4Address(0)), "CHENGJIAN_PORT": "8000"}, "http://127.0.0.1:8000"),
        ({"CHENGJIAN_HOST": "::"}, "http://[::1]:8787"),
        ({"CHENGJIAN_HOST": "10.0.0.7"}, "http://10.0.0.7:8787"),
        ({"CHENGJIAN_HOST": "10.0.0.7", "CHENGJIAN_PUBLIC_URL": "https://log.example"}, "https://log.example"),
    ],
)
def test_a_client_on_this_machine_asks_where_signatures_hold(given: dict[str, str], address: str) -> None:
    assert load_settings(given).address == address


def test_an_empty_variable_is_as_none() -> None:
    assert load_settings({"CHENGJIAN_DSN": ""}).dsn is None


def test_a_secret_can_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "dsn").write_text("host=db password=隐\n", encoding="utf-8")
    settings = load_settings({"CHENGJIAN_DSN_FILE": str(tmp_path / "dsn")})
    assert settings.dsn is not None
    assert settings.dsn.get_secret_value() == "host=db password=隐"
    assert "隐" not in repr(settings)


def test_a_setting_given_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "dsn").write_text("host=a")
    with pytest.raises(SettingsError, match="given twice"):
        load_settings({"CHENGJIAN_DSN": "host=b", "CHENGJIAN_DSN_FILE": str(tmp_path / "dsn")})


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings({"CHENGJIAN_DSN_FILE": str(tmp_path / "missing")})


def test_a_value_without_meaning_is_named_but_not_shown() -> None:
    with pytest.raises(SettingsError, match="CHENGJIAN_PORT") as caught:
        load_settings({"CHENGJIAN_PORT": "s3cret"})
    assert "s3cret" not in str(caught.value)


def test_every_setting_is_described_in_the_operators_manual() -> None:
    manual = Path("docs/operations.md").read_text(encoding="utf-8")
    assert [name for name in variable_names() if f"`{name}`" not in manual] == []


def test_the_state_folder_is_made_private(tmp_path: Path) -> None:
    layout = Layout(tmp_path / "state").make()
    for folder in (layout.home, layout.keys, layout.keystore, layout.run):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "address", ["log.example", "https://log.example/", "https://log.example/a", "ftp://log.example"]
)
def test_a_public_address_is_scheme_and_host_and_nothing_else(address: str) -> None:
    with pytest.raises(SettingsError, match="CHENGJIAN_PUBLIC_URL"):
        load_settings({"CHENGJIAN_PUBLIC_URL": address})
    with pytest.raises(SettingsError, match="malformed"):
        ApiConfig(public_url=address)
    assert load_settings({"CHENGJIAN_PUBLIC_URL": "https://log.example:8443"}).public_url == "https://log.example:8443"


def test_the_verifier_s_variable_may_stand_beside_the_settings() -> None:
    assert load_settings({"CHENGJIAN_POLICY": "policy.json"}) == load_settings({})
