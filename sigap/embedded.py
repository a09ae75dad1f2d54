"""The private servers of a data folder, built from its settings and secrets."""

from urllib.parse import urlsplit

from sigap.data_dir import DataDir, default_data_dir
from sigap.mosquitto import MosquittoBroker, find_mosquitto
from sigap.os_user import OsUser, server_user
from sigap.postgres import PostgresCluster, find_binaries
from sigap.settings import StackSettings


def data_dir(settings: StackSettings) -> DataDir:
    if settings.data_dir is not None:
        return DataDir(settings.data_dir.expanduser().absolute())
    return DataDir(default_data_dir(_postgres_user(settings)))


def private_postgres(settings: StackSettings, folder: DataDir) -> PostgresCluster:
    return _postgres(settings, folder, folder.reserve_port("postgres", settings.postgres_port))


def running_postgres(folder: DataDir, url: str) -> PostgresCluster:
    return _postgres(StackSettings(), folder, urlsplit(url).port or 0)


def _postgres(settings: StackSettings, folder: DataDir, port: int) -> PostgresCluster:
    return PostgresCluster(
        folder=folder.postgres,
        port=port,
        user=server_user(settings.postgres_os_user),
        password=folder.secret("database-password"),
        superuser_password=folder.secret("database-superuser-password"),
        binaries=find_binaries(),
        settings={},
    )


def private_broker(settings: StackSettings, folder: DataDir, *, port: int | None = None) -> MosquittoBroker:
    """Use the port of the running broker, if there is one, else a free port."""
    return MosquittoBroker(
        folder=folder.mosquitto,
        port=port or folder.reserve_port("mqtt", settings.mqtt_port, settings.mqtt_host),
        user=server_user(settings.mosquitto_os_user, "nobody"),
        program=find_mosquitto(),
        host=settings.mqtt_host,
    )


def _postgres_user(settings: StackSettings) -> OsUser:
    return server_user(settings.postgres_os_user, "nobody")
