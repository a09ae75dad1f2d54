"""Settings of the embedded stack, from the environment and from `.env` in the current folder."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class StackSettings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="SIGAP_", env_file=".env", env_ignore_empty=True, extra="ignore")

    data_dir: Path | None = None
    http_host: str = "127.0.0.1"
    http_port: int = Field(default=8112, ge=1, le=65535)
    mqtt_host: str = "127.0.0.1"
    mqtt_port: int = Field(default=1884, ge=1, le=65535)
    postgres_port: int = Field(default=5442, ge=1, le=65535)
    database_url: str | None = None
    mqtt_url: str | None = None
    bridges: int = Field(default=1, ge=1, le=4)
    overpass_url: str = "https://overpass-api.de/api/interpreter"
    postgres_os_user: str = "postgres"
    mosquitto_os_user: str = "mosquitto"
