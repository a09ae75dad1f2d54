"""Settings of a bridge: the database, the broker, and its account there."""

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from mqtt_bridge.client import BrokerLogin, broker_login


class BridgeSettings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="SIGAP_", env_file=".env", extra="ignore", frozen=True)

    database_url: SecretStr = SecretStr("postgresql://localhost/sigap")
    bridge_database_pool_size: int = Field(default=8, ge=3)
    mqtt_url: SecretStr = SecretStr("mqtt://127.0.0.1:1883")
    mqtt_username: str | None = None  # default: the URL's, else bridge-0, bridge-1 … by its number
    mqtt_password: SecretStr | None = None

    def login(self, worker: str) -> BrokerLogin:
        password = self.mqtt_password.get_secret_value() if self.mqtt_password is not None else None
        login = broker_login(self.mqtt_url.get_secret_value(), username=self.mqtt_username, password=password)
        return login if login.username else login.named(worker)
