"""The five questions of docs/questions.md have the answers that stand there, in each database."""

import sqlite3
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import pytest

from flows.loader import load_dataset
from tests.contract.questions import answer, dataset, questions
from tests.services import Postgres

QUESTIONS = list(questions())


@pytest.fixture(scope="module", params=["duckdb", "sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A connection to the loaded dataset."""
    folder = tmp_path_factory.mktemp("questions")
    path = folder / f"reviews.{request.param}"
    address = f"{request.param}:///{path}"
    if request.param == "postgresql":
        server: Postgres = request.getfixturevalue("postgres")
        address = server.state()
    load_dataset(dataset(folder / "data"), address)
    if request.param == "postgresql":
        return psycopg.connect(address)
    return duckdb.connect(path) if request.param == "duckdb" else sqlite3.connect(path)


def test_each_question_has_the_answer_of_the_page(database: Any) -> None:
    assert len(QUESTIONS) == 5
    for question, told in QUESTIONS:
        cursor = database.execute(question)
        rows = cursor.fetchall()
        assert answer([name[0] for name in cursor.description], rows) == told, question
    database.close()


def test_the_page_has_no_other_line_of_code_than_these() -> None:
    page = (Path(__file__).parents[2] / "docs" / "questions.md").read_text(encoding="utf-8")
    assert page.count("```sql") == len(QUESTIONS)
