"""Everything an operator can set, from the environment or a ``.env`` file. Unsafe values are refused at start."""

import sys
from collections.abc import Mapping
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import AliasChoices, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, DotEnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from revops.core.files import why_not_ours
from revops.core.passphrases import normal_secret

# What is run is never named by a file that happens to lie in the folder in which somebody starts us.
_FROM_THE_ENVIRONMENT_ALONE = ("revops_mongod",)
_OF_WHATSAPP = (
    "whatsapp_phone_number_id",
    "whatsapp_business_account_id",
    "whatsapp_token",
    "whatsapp_app_secret",
    "whatsapp_verify_token",
)
_MetaId = Annotated[str, Field(pattern=r"^[0-9]{5,20}$", examples=["106540352242922"])]
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
        default="revops",
        validation_alias=AliasChoices("DB_NAME", "db_name"),
        pattern=r"^[A-Za-z0-9_-]{1,38}$",
        examples=["revops"],
    )
    data: Path = Field(default_factory=lambda: user_data_path("revops", appauthor=False))
    mongod: Path | None = None
    mongod_cache_gb: float = Field(default=0.25, ge=0.25, le=1024)
    secret_key: SecretStr | None = None
    # Signs the journal; the secret key does without it. Earlier ones, with commas between them, check what they signed.
    journal_key: SecretStr | None = None
    journal_old_keys: SecretStr | None = None
    # Ids of keys that nobody has any more.
    journal_lost_keys: Annotated[str, Field(pattern=r"^[0-9a-f, ]*$", examples=["9f2c41d07ab3"])] = ""
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
    # For several instances that are to count the requests of a user together.
    redis_url: SecretStr | None = None
    workshop_mb_per_day: Annotated[int, Field(ge=1)] = 64
    # Room for the photos of a workshop, all together; they are not counted with what is stored in a day.
    workshop_photos_mb: Annotated[int, Field(ge=1)] = 2000
    max_body_bytes: int = Field(default=256 * 1024, ge=16 * 1024)
    connections: Annotated[int, Field(ge=16)] = 4096
    connections_per_address: Annotated[int, Field(ge=1)] = 256
    bodies_per_address: Annotated[int, Field(ge=1)] = 32
    # Pages that are kept up to date at a time by a process; with 0 none are.
    live_streams: int = Field(default=1000, ge=0, le=10_000)
    concurrent_requests: int = Field(default=12, ge=1, le=1000)
    trusted_proxies: str = "127.0.0.1"
    drain_seconds: float = Field(default=0, ge=0, le=300)
    tls_certificate: Path | None = None
    tls_key: Path | None = None
    metrics_token: SecretStr | None = None
    # Where logos and the files of issued papers are kept: a folder is for a single machine only.
    files: Literal["database", "folder", "s3"] = "database"
    s3_endpoint: str | None = Field(
        default=None, pattern=r"^https?://[^/@?#\s]+/?$", examples=["https://s3.ap-south-1.amazonaws.com"]
    )
    s3_bucket: str | None = Field(default=None, pattern=r"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", examples=["our-garage"])
    s3_region: str = Field(default="us-east-1", pattern=r"^[a-z0-9-]{2,40}$", examples=["ap-south-1"])
    s3_access_key_id: str | None = None
    s3_secret_access_key: SecretStr | None = None
    s3_path_style: bool = True
    s3_prefix: str | None = Field(default=None, pattern=r"^[A-Za-z0-9][A-Za-z0-9/_-]{0,200}$", examples=["revops"])
    backup_folder: Path | None = None
    backup_every_hours: float = Field(default=6, gt=0, le=24 * 31)
    backup_keep: int = Field(default=14, ge=1)
    backup_passphrase: SecretStr | None = None
    # Tasks done at a time beside the requests; 0 leaves them to `revops worker`.
    tasks_concurrency: int = Field(default=2, ge=0, le=64)
    # Where people reach RevOps, for links in messages.
    public_url: Annotated[str, Field(pattern=r"^https?://[^\s/?#]+/?$", examples=["https://garage.example"])] | None = (
        None
    )
    # The mail server that messages go out by; without a host no e-mail is sent.
    smtp_host: (
        Annotated[str, Field(pattern=r"^[A-Za-z0-9._:-]+$", max_length=255, examples=["smtp.garage.example"])] | None
    ) = None
    smtp_port: Annotated[int, Field(ge=1, le=65535)] = 587
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    smtp_from: (
        Annotated[str, Field(pattern=r"^[^\s@<>,;:\"()]+@[^\s@<>,;:\"()]+$", examples=["desk@garage.example"])] | None
    ) = None
    # The certificate, PEM, that a mail server of one's own is signed by.
    smtp_ca: Path | None = None
    # The most that a garage may have sent in a day, whatever its own limit.
    messages_per_day: Annotated[int, Field(ge=1, le=10_000)] = 500
    # For how long the page of a job can be opened by its customer after the job was closed.
    customer_page_days: Annotated[int, Field(ge=1, le=3650)] = 180
    messages_kept_days: Annotated[int, Field(ge=1, le=3650)] = 365
    # WhatsApp by Meta's Cloud API: all of these or none.
    whatsapp_phone_number_id: _MetaId | None = None
    whatsapp_business_account_id: _MetaId | None = None
    whatsapp_token: SecretStr | None = None
    whatsapp_app_secret: SecretStr | None = None
    whatsapp_verify_token: SecretStr | None = None
    whatsapp_api_version: Annotated[str, Field(pattern=r"^v[0-9]{1,2}\.[0-9]$", examples=["v23.0"])] = "v23.0"
    # The token goes there, so by https; plain http only on this machine.
    whatsapp_url: Annotated[
        str,
        Field(
            pattern=r"^(https://[^\s/?#@]+|http://(127\.0\.0\.1|localhost)(:[0-9]+)?)/?$",
            examples=["https://graph.facebook.com"],
        ),
    ] = "https://graph.facebook.com"
    # Notifications on people's devices: where a push service writes to about this server; without it there are none.
    push_contact: (
        Annotated[
            str,
            Field(
                pattern=r"^(mailto:[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+|https://[^\s/?#@]+\.\S+)$",
                examples=["mailto:desk@garage.example"],
            ),
        ]
        | None
    ) = None
    # A push service of one's own, on a private address: the certificate, PEM, that it is signed by.
    push_ca: Path | None = None
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

    @field_validator("trusted_proxies")
    @classmethod
    def _require_addresses(cls, value: str) -> str:
        for proxy in value.split(","):
            try:
                ip_network("0.0.0.0/0" if proxy.strip() in {"", "*"} else proxy.strip(), strict=False)
            except ValueError:
                raise ValueError(
                    "must be addresses or networks with commas between them, such as 10.0.0.5,172.16.0.0/12; or *"
                ) from None
        return value

    @model_validator(mode="after")
    def _require_sender(self) -> Self:
        if self.smtp_host is not None and self.smtp_from is None:
            raise ValueError("REVOPS_SMTP_FROM is missing: the address that e-mail comes from")
        return self

    @model_validator(mode="after")
    def _refuse_short_passphrase(self) -> Self:
        if self.backup_passphrase is not None and len(normal_secret(self.backup_passphrase.get_secret_value())) < 12:
            raise ValueError("REVOPS_BACKUP_PASSPHRASE is too short: use 12 or more characters")
        return self

    @model_validator(mode="after")
    def _require_all_of_whatsapp(self) -> Self:
        given = {name: getattr(self, name) for name in _OF_WHATSAPP}
        missing = [f"REVOPS_{name.upper()}" for name, value in given.items() if value is None]
        if missing and len(missing) < len(given):
            raise ValueError(f"WhatsApp is set up by half: {', '.join(missing)} missing (docs/operations.md)")
        return self

    @model_validator(mode="after")
    def _refuse_half_a_bucket(self) -> Self:
        named = {
            "REVOPS_S3_BUCKET": self.s3_bucket,
            "REVOPS_S3_ACCESS_KEY_ID": self.s3_access_key_id,
            "REVOPS_S3_SECRET_ACCESS_KEY": self.s3_secret_access_key,
        }
        missing = [name for name, value in named.items() if value is None]
        if missing and (self.files == "s3" or len(missing) < len(named)):
            raise ValueError(f"for files in a bucket of S3, set {' and '.join(missing)} too")
        return self

    @model_validator(mode="after")
    def _refuse_what_is_no_redis(self) -> Self:
        url = self.redis_url.get_secret_value() if self.redis_url is not None else "redis://"
        if urlsplit(url).scheme not in {"redis", "rediss"}:
            raise ValueError(
                "REVOPS_REDIS_URL is the address of one server, redis://HOST:6379, or with TLS rediss://HOST:6379."
                " Sentinel and clusters are not supported: what is kept there is of one minute"
            )
        return self
