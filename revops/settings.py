"""Everything an operator can set, from the environment or a ``.env`` file. Unsafe values are refused at start."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, Self

from platformdirs import user_data_path
from pydantic import AliasChoices, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, DotEnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from revops.core.files import why_not_ours
from revops.core.passphrases import normal_secret

# What is run is never named by a file that happens to lie in the folder in which somebody starts us.
_FROM_THE_ENVIRONMENT_ALONE = ("revops_mongod",)
_PLACEHOLDERS = ("change", "secret", "example", "password", "default")


class _OwnEnvFile(DotEnvSettingsSource):
    """The ``.env`` of the current folder, when nobody but the user or root can have written it."""

    def _read_env_file(self, file_path: Path) -> Mapping[str, str | None]:
        why_not = why_not_ours(file_path)
        if why_not is not None:
            _warn(
                f"{file_path.absolute()} is not read, because {why_not}. Make both yours alone (chown, chmod go-w), or"
                " set its values in the environment."
            )
            return {}
        values = dict(super()._read_env_file(file_path))
        for name in _FROM_THE_ENVIRONMENT_ALONE:
            if values.pop(name, None) is not None:
                _warn(f"{name.upper()} in {file_path} is not heeded: set it in the environment.")
        return values


def _warn(sentence: str) -> None:
    """Say something before there is a log."""
    sys.stderr.write(f"Warning: {sentence}\n")


class Settings(BaseSettings):
    """Names in the environment carry the prefix ``REVOPS_``, save MONGO_URL and DB_NAME."""

    model_config = SettingsConfigDict(
        env_prefix="REVOPS_", env_file=".env", env_ignore_empty=True, extra="ignore", populate_by_name=True
    )

    environment: Literal["production", "development"] = "production"
    mongo_url: SecretStr | None = Field(default=None, validation_alias=AliasChoices("MONGO_URL", "mongo_url"))
    db_name: str = Field(
        default="revops", validation_alias=AliasChoices("DB_NAME", "db_name"), pattern=r"^[A-Za-z0-9_-]{1,38}$"
    )
    data: Path = Field(default_factory=lambda: user_data_path("revops", appauthor=False))
    mongod: Path | None = None
    mongod_cache_gb: float = Field(default=0.25, ge=0.25, le=1024)
    secret_key: SecretStr | None = None
    # Who may register as an owner: anybody, the very first, nobody. Managers with an invite code always may.
    registration: Literal["open", "first", "closed"] = "open"
    session_days: float = Field(default=7, gt=0, le=90)
    secure_cookies: bool = False
    require_https: bool = False
    login_failures_per_account: Annotated[int, Field(ge=1)] = 10
    login_failure_window_minutes: Annotated[int, Field(ge=1)] = 15
    auth_requests_per_minute: Annotated[int, Field(ge=1)] = 60
    user_requests_per_minute: Annotated[int, Field(ge=1)] = 1200
    failed_login_seconds: float = Field(default=0.35, ge=0, le=5)
    workshop_mb_per_day: Annotated[int, Field(ge=1)] = 64
    max_body_bytes: int = Field(default=256 * 1024, ge=16 * 1024)
    connections: Annotated[int, Field(ge=16)] = 4096
    connections_per_address: Annotated[int, Field(ge=1)] = 256
    bodies_per_address: Annotated[int, Field(ge=1)] = 32
    concurrent_requests: int = Field(default=12, ge=1, le=1000)
    trusted_proxies: str = "127.0.0.1"
    drain_seconds: float = Field(default=0, ge=0, le=300)
    tls_certificate: Path | None = None
    tls_key: Path | None = None
    metrics_token: SecretStr | None = None
    backup_folder: Path | None = None
    backup_every_hours: float = Field(default=6, gt=0, le=24 * 31)
    backup_keep: int = Field(default=14, ge=1)
    backup_passphrase: SecretStr | None = None
    # Tasks done at a time beside the requests; 0 leaves them to `revops worker`.
    tasks_concurrency: int = Field(default=2, ge=0, le=64)
    verify_every_hours: float = Field(default=1, gt=0, le=24 * 7)
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read what is given, then the environment, then the ``.env`` file."""
        assert isinstance(dotenv_settings, DotEnvSettingsSource)
        return init_settings, env_settings, _OwnEnvFile(settings_cls, dotenv_settings.env_file)

    @model_validator(mode="after")
    def _refuse_weak_secret(self) -> Self:
        if self.environment == "production" and self.secret_key is not None:
            secret = self.secret_key.get_secret_value()
            if len(secret) < 32 or len(set(secret)) < 10 or any(p in secret.lower() for p in _PLACEHOLDERS):
                raise ValueError(
                    "REVOPS_SECRET_KEY is too weak: use 32 or more random characters, for example from"
                    " `python -c 'import secrets; print(secrets.token_urlsafe(48))'`, or unset to have one made"
                )
        return self

    @model_validator(mode="after")
    def _refuse_short_passphrase(self) -> Self:
        if self.backup_passphrase is not None and len(normal_secret(self.backup_passphrase.get_secret_value())) < 12:
            raise ValueError("REVOPS_BACKUP_PASSPHRASE is too short: use 12 or more characters")
        return self
