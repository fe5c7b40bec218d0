"""Opening the database: which one, whether it is ours, and what SQLite is told about transactions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, inspect, make_url, select, update
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from pipeline.errors import StoreError
from pipeline.store.tables import SCHEMA_VERSION, metadata, schema_version

_WRITES = "evigraph_writes"
# What SQLAlchemy and the drivers raise of names and settings that they do not take.
_UNUSABLE = (SQLAlchemyError, TypeError, ValueError)


def database_url(database: str | Path) -> URL:
    """The SQLAlchemy URL of a path (SQLite) or of a URL as text.

    Raises:
        StoreError: when the text looks like a URL and is none.
    """
    if isinstance(database, str) and "://" in database:
        try:
            return make_url(database)
        except (ArgumentError, ValueError) as error:
            raise StoreError(f"{database.split('://')[0]}://...: not a database URL") from error
    return URL.create("sqlite", database=str(database))


def file_of(url: URL) -> Path | None:
    """The file that a database is kept in; None for one in memory, on a server, or behind SQLite's own ``file:``."""
    name = url.database or ":memory:"
    is_file = url.get_backend_name() == "sqlite" and name != ":memory:" and not name.startswith("file:")
    return Path(name) if is_file else None


def database_file(database: str | Path) -> Path | None:
    """The file that a database is kept in, given as a path or as a URL; None where it is kept in none.

    Raises:
        StoreError: when the text looks like a URL and is none.
    """
    return file_of(database_url(database))


def place_of(url: URL) -> str:
    """What a message calls the database: the file's path, or the URL without its password."""
    if url.get_backend_name() == "sqlite" and url.database:
        return url.database
    return url.render_as_string(hide_password=True)


def without_password(database: str | Path) -> str:
    """A path or a URL as it can be printed: as it was given, but for its password.

    Raises:
        StoreError: when the text looks like a URL and is none.
    """
    url = database_url(database)
    return str(database) if url.password is None else url.render_as_string(hide_password=True)


@contextmanager
def readable_errors(place: str) -> Iterator[None]:
    """Turn what the database or its driver raises into one sentence.

    Raises:
        StoreError: in place of any error of SQLAlchemy, and of values that a database cannot hold.
    """
    try:
        yield
    except DBAPIError as error:
        raise StoreError(f"{place}: {str(error.orig).strip().splitlines()[0]}") from error
    except SQLAlchemyError as error:
        raise StoreError(f"{place}: {str(error).splitlines()[0]}") from error
    except UnicodeEncodeError as error:
        raise StoreError(f"{place}: text that is not valid Unicode cannot be stored: {error.reason}") from error
    except OverflowError as error:
        raise StoreError(f"{place}: a whole number is too large to be stored") from error


def open_database(url: URL, *, create: bool) -> Engine:
    """An engine over a database that holds evigraph's tables, in this version.

    Args:
        url: which database.
        create: make the tables where the database holds none; else that is an error.

    Raises:
        StoreError: when it is not there, is no database, holds other things, or was made by another version.
    """
    place = place_of(url)
    file = file_of(url)
    # SQLite makes an empty file of any name it is asked to open.
    if not create and file is not None and not file.exists():
        raise StoreError(f"{place}: no such evidence database")
    try:
        engine = create_engine(url)
    except NoSuchModuleError as error:
        raise StoreError(f"{place}: no database is known as {url.drivername!r}") from error
    except ModuleNotFoundError as error:
        raise StoreError(f"{place}: needs the Python package {error.name!r}, which is not installed") from error
    except _UNUSABLE as error:
        raise _unusable(url, error) from error
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    try:
        with readable_errors(place):
            _check_schema(engine, place, create=create)
    except BaseException as error:
        engine.dispose()
        if isinstance(error, _UNUSABLE):
            raise _unusable(url, error) from error
        raise
    return engine


@contextmanager
def reading(engine: Engine, place: str) -> Iterator[Connection]:
    """A connection that sees one state of the database throughout."""
    with readable_errors(place), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine, place: str) -> Iterator[Connection]:
    """A connection in a transaction that is committed whole, or not at all when the block raises."""
    with readable_errors(place), engine.connect() as connection:
        connection = connection.execution_options(**{_WRITES: True})
        with connection.begin():
            yield connection


def try_writing(engine: Engine, place: str) -> None:
    """Make sure that the database can be written, and leave it as it is.

    Raises:
        StoreError: when it cannot.
    """
    with readable_errors(place), engine.connect() as connection:
        connection = connection.execution_options(**{_WRITES: True})
        transaction = connection.begin()
        try:
            # SQLite writes nothing, and so meets no obstacle, where the new value is the old one.
            connection.execute(update(schema_version).values(version=schema_version.c.version + 1))
        finally:
            transaction.rollback()


def _unusable(url: URL, error: BaseException) -> StoreError:
    told = str(error).replace(str(url), url.render_as_string(hide_password=True)).splitlines()[0]
    return StoreError(f"{place_of(url)}: cannot be used as a database: {told}")


def _check_schema(engine: Engine, place: str, *, create: bool) -> None:
    tables, versions = _held(engine, place)
    if not tables and create:
        _make_tables(engine, place)
        tables, versions = _held(engine, place)
    if not tables:
        raise StoreError(f"{place}: holds no evidence yet")
    if schema_version.name not in tables:
        raise StoreError(f"{place}: is a database, but not one of evigraph")
    if versions != [SCHEMA_VERSION]:
        found = ", ".join(map(str, versions)) or "none"
        raise StoreError(
            f"{place}: was made by another version of evigraph (schema {found}, this one reads {SCHEMA_VERSION}); "
            "run the extraction again into a new file"
        )


def _held(engine: Engine, place: str) -> tuple[set[str], list[int]]:
    """The names of the tables there are, and the versions of evigraph's schema that they say they are of."""
    with reading(engine, place) as connection:
        tables = set(inspect(connection).get_table_names())
        ours = schema_version.name in tables
        return tables, list(connection.scalars(select(schema_version.c.version))) if ours else []


def _make_tables(engine: Engine, place: str) -> None:
    """Make the tables, unless another program does so at the same time."""
    try:
        with writing(engine, place) as connection:
            # The other one may have been quicker: SQLite lets a writer in when the one before it is done.
            if not inspect(connection).get_table_names():
                metadata.create_all(connection)
                connection.execute(insert(schema_version), {"version": SCHEMA_VERSION})
    except StoreError:
        # A server lets both in, and refuses the one that ends later.
        if not _held(engine, place)[0]:
            raise


def _set_up_sqlite(connection: Any, _record: object) -> None:
    # The driver's own transaction handling leaves out CREATE TABLE and reads: evigraph begins its transactions itself.
    connection.isolation_level = None
    cursor = connection.cursor()
    # With a rollback journal NORMAL can lose nothing but the last transactions in a power cut, never the file.
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer asks for the lock at once: one that reads first and writes later can be refused without being waited for.
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
