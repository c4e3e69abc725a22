"""
What the operator sets, all from environment variables, with safe defaults.

A wrong value stops the start and says which variable, what was read and what is allowed.
Every setting has a line in docs/operators/settings.md, and a test says so.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from cairn.project.mail import MailUrl, SiteUrl


class Environment(BaseSettings):
    """Cairn's settings. Every variable is named CAIRN_ and the field, save the two database URLs."""

    # An address with a password in it is in no traceback.
    model_config = SettingsConfigDict(env_prefix="CAIRN_", extra="ignore", hide_input_in_errors=True)

    home: Path = Field(default=Path("var"), description="directory for the embedded database and the secret")
    demo: bool = Field(
        default=False, description="synthetic data only: banners, sign-ins without a second factor"
    )
    secret_key: str = Field(
        default="", description="signing key; made and kept in the home directory if empty"
    )
    old_secret_keys: list[str] = Field(
        default=[], description="signing keys before this one: what they signed is still read"
    )
    ledger_keys: Path | None = Field(
        default=None, description="directory of the ledger's private keys; in the home directory if empty"
    )
    ledger_witness_file: Path | None = Field(
        default=None, description="file to which each signed head of the ledger is added"
    )
    ledger_witness_url: str = Field(
        default="", description="address to which each signed head of the ledger is posted"
    )
    allowed_hosts: list[str] = Field(
        default=["127.0.0.1", "localhost"], description="names the site answers to"
    )
    https: bool = Field(default=True, description="served over TLS; cookies are then sent over TLS only")
    marking: str = Field(
        default="OFFICIAL-SENSITIVE", description="security classification shown on every page"
    )
    idle_minutes: int = Field(
        default=30, ge=1, le=480, description="signed out after so long without a request"
    )
    database_connections: int = Field(
        default=0,
        ge=0,
        le=200,
        description="connections that the threads of one process share; 0: one a thread",
    )
    database_statements: int = Field(
        default=200,
        ge=0,
        le=5000,
        description="statements that each connection keeps planned; 0 behind a pooler that cannot keep them",
    )
    database_plain: bool = Field(
        default=False,
        description="a database on another machine may be spoken to without TLS that is checked",
    )
    session_hours: int = Field(default=10, ge=1, le=24, description="signed out after so long in any case")
    fresh_minutes: int = Field(
        default=15, ge=1, le=120, description="before an export, the sign-in must be no older than this"
    )
    unused_days: int = Field(
        default=90, ge=7, le=730, description="`cairn user leavers` suspends accounts unused for so long"
    )
    proxies: int = Field(
        default=0, ge=0, le=5, description="proxies in front of the site that set X-Forwarded-For"
    )
    provider_secrets: Path | None = Field(
        default=None,
        description="directory of identity providers' client secrets; identity-providers in home if empty",
    )
    mail: MailUrl | None = Field(
        default=None, description="mail server, as smtp+tls://user:password@host:587; none: nothing is sent"
    )
    mail_from: str = Field(
        default="", validate_default=True, description="address that messages come from; with CAIRN_MAIL"
    )
    address: SiteUrl | None = Field(
        default=None, validate_default=True, description="address of the site in messages; with CAIRN_MAIL"
    )
    records_an_hour: int = Field(
        default=120,
        ge=0,
        description="different people's records that one user opens in an hour; 0: no limit",
    )
    searches_a_minute: int = Field(
        default=60, ge=0, description="searches for people of one user in a minute; 0: no limit"
    )
    questions_a_minute: int = Field(
        default=120,
        ge=0,
        description="requests for the public law page of one address in a minute; 0: no limit",
    )
    breached_passwords: Path | None = Field(
        default=None,
        description="file of stolen passwords' SHA-1 hashes in order; none is looked up if empty",
    )
    log: Literal["lines", "json"] = Field(
        default="lines", description="the form of what the processes say on their console"
    )
    debug: bool = Field(default=False, description="never on a live site: error pages then show code")
    database_url: str = Field(
        default="", validation_alias="DATABASE_URL", description="the application role's connection"
    )
    database_owner_url: str = Field(
        default="", validation_alias="DATABASE_OWNER_URL", description="the owner role's, for migrations"
    )

    @field_validator("mail_from", "address")
    @classmethod
    def _with_mail(cls, given: object, info: ValidationInfo) -> object:
        """What a message must carry is set where a mail server is."""
        if info.data.get("mail") is not None and not given:
            raise ValueError("set it together with CAIRN_MAIL")
        return given

    def signing_key(self) -> str:
        """The secret key: as set, or made once and kept readable by its owner only."""
        if self.secret_key:
            return self.secret_key
        kept = self.home / "secret-key"
        if not kept.exists():
            self.home.mkdir(parents=True, exist_ok=True)
            kept.touch(mode=0o600)
            kept.write_text(secrets.token_urlsafe(48))
        return kept.read_text()
