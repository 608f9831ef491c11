"""How the database of an installation is opened; the tests themselves wait for no disk."""

from pathlib import Path

from sqlalchemy import create_engine

from advocacy.database import engine_options, prepare


def test_an_installation_on_sqlite_waits_for_the_disk_before_it_acknowledges(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'own.sqlite'}"
    engine = create_engine(url, **engine_options(url))
    prepare(engine)
    with engine.connect() as connection:
        said = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("synchronous", "journal_mode")}
    engine.dispose()
    assert said == {"synchronous": 2, "journal_mode": "wal"}
