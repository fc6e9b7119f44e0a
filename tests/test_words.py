"""The words that people read: those of a garage, never those that were riddles to managers."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent

# Each was read by a manager who did not know what it meant. Regular expressions, over what people read.
RIDDLES = (
    r"Who came in",
    r"has its verdict",
    r"\b[Aa]?[Ww]aits (for )?you\b",
    r"\bAwaiting (you|the owner)\b|^Awaiting$",
    r"\bstands? (on|here|below)\b",
    r"^Settle\b(?!ment)",
    r"\b[Yy]ou can settle\b",
    r"\bSubmit(ted)?\b(?! (on|by))",
    r"^Settlements?$",
    r"Settlement (submitted|received|confirmed|rejected)",
    r"in the hand of",
    r"Take in job|Job taken in",
    r"lines instead of|One amount instead",
    r"lines cannot come to|lines come to",
    r"next number of",
    r"Other moves",
    r"\bRework\b",
    r"Wait(ing)? for parts",
    r"[Ss]econd factor",
    r"\bGo on\b",
    r"[Pp]resent password",
    r"Four times in five",
    r"now, with ",
    r"Entries behind",
    r"What this is made of",
    r"No such (page|job|manager)",
    r"belongs to somebody else",
    r"Also when you are not",
    r"\b(sent|goes out|[Cc]loses?d?|[Ff]illed in) by (itself|themselves)\b",
    r"[Pp]ress long",
    r"the own (name|password)",
    r"is so\b.*\?|reading is so",
    r"^This is no ",
    r"never quiet",
    r"by himself",
)
# Headings of an exported file are read by programs, and stay.
_NOT_READ = {"revops/exports/columns.py"}
_COMMENTS = re.compile(r"/\*.*?\*/|(?<![:'\"])//[^\n]*", re.DOTALL)
_IN_QUOTES = re.compile(r"'([^'\n]*)'|\"([^\"\n]*)\"|`([^`]*)`")
_BETWEEN_TAGS = re.compile(r"[>}]([^<>{}=;]*[A-Za-z][^<>{}=;]*)[<{]")


# A docstring says what a thing is or does: a noun or a verb first, not a question.
_QUESTION = re.compile(r"(Return )?([Ww]hat|[Ww]hether|[Ww]ho|[Ww]here|[Hh]ow|under what)\b")


def riddles_in(texts: list[str]) -> list[str]:
    spoken = (" ".join(text.split()) for text in texts)
    return [text for text in spoken if any(re.search(riddle, text) for riddle in RIDDLES)]


def test_the_screens_say_nothing_in_riddles() -> None:
    files = [p for p in (ROOT / "web/src").rglob("*.ts*") if ".test." not in p.name and p.name != "schema.gen.ts"]
    assert len(files) > 100
    for path in files:
        code = _COMMENTS.sub("", path.read_text())
        quoted = ["".join(groups) for groups in _IN_QUOTES.findall(code)]
        assert riddles_in(quoted + _BETWEEN_TAGS.findall(code)) == [], path


def test_the_server_and_its_commands_say_nothing_in_riddles() -> None:
    for path in (ROOT / "revops").rglob("*.py"):
        if str(path.relative_to(ROOT)) in _NOT_READ:
            continue
        assert riddles_in(_texts_of(path)) == [], path


# A day or an instant behind a word, a comma or a bracket: there it is "today", not "Today".
_DAY_WITHIN = re.compile(r"(?:[a-z,(]|[a-z]'\})(?:\s|\{' '\})+\$?\{(?:formats\.)?(?:dayTime|day)\(")
# Of a day the server says the date of a program, which is for nobody to read.
_PROGRAMS_DAY = re.compile(r"\w (?:of|on|until|since|from) \$?\{[\w.]*\bday\}")


def test_days_within_a_sentence_are_written_as_spoken() -> None:
    for path in (ROOT / "web/src").rglob("*.ts*"):
        if ".test." not in path.name:
            code = path.read_text()
            assert [*_DAY_WITHIN.findall(code), *_PROGRAMS_DAY.findall(code)] == [], path


def test_a_riddle_is_found() -> None:
    assert riddles_in(_BETWEEN_TAGS.findall("<h1>\n  Who came in\n</h1>")) == ["Who came in"]
    assert riddles_in(["submitted", "Job started"]) == []


def _texts_of(path: Path) -> list[str]:
    """Read the texts of a module that are no docstrings."""
    tree = ast.parse(path.read_text())
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    ]


def test_docstrings_begin_with_a_noun_or_a_verb() -> None:
    questions = []
    for path in (*(ROOT / "revops").rglob("*.py"), *(ROOT / "bench").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                text = ast.get_docstring(node) or ""
                if _QUESTION.match(text):
                    questions.append(f"{path.relative_to(ROOT)}: {text.splitlines()[0]}")
    assert questions == []


def test_the_glossary_names_every_room() -> None:
    glossary = (ROOT / "docs/glossary.md").read_text()
    rooms = {path.parent for path in (ROOT / "revops").glob("*/__init__.py")}
    features = {path for path in (ROOT / "web/src/features").iterdir() if path.is_dir()}
    assert len(rooms) > 25
    assert len(features) > 12
    unnamed = [str(path.relative_to(ROOT)) for path in sorted(rooms | features) if f"`{path.name}/`" not in glossary]
    assert unnamed == []


# What a document of the code names by its place: `payments/service`, `jobs/update.change_lines`, `core/`.
_PLACED = re.compile(r"`((?:\w+/)+(?:[\w-]+(?:\.\w+)*)?)`")
_CODE = ("docs/architecture.md", "docs/walks.md", "docs/glossary.md", "CONTRIBUTING.md")


def _is_there(place: str) -> bool:
    folders = (ROOT, ROOT / "revops", ROOT / "web", ROOT / "web/src", ROOT / "web/src/features")
    if any((folder / place).exists() for folder in folders):
        return True
    path, _, name = place.partition(".")
    found = [at for folder in folders for at in (folder / path).parent.glob(f"{Path(path).name}.*") if at.is_file()]
    return any(not name or re.search(rf"\b{re.escape(name)}\b", at.read_text()) for at in found)


def test_documents_of_the_code_name_what_is_there() -> None:
    named = {(doc, place) for doc in _CODE for place in _PLACED.findall((ROOT / doc).read_text())}
    assert len(named) > 100
    assert not _is_there("payments/service.no_such_name")
    assert sorted(one for one in named if not _is_there(one[1])) == []


def test_the_glossary_names_what_is_in_the_code() -> None:
    names = set(re.findall(r"`(\w+)`", (ROOT / "docs/glossary.md").read_text()))
    assert len(names) > 40
    files = [path for top in ("revops", "web/src") for path in (ROOT / top).rglob("*") if path.suffix in {".py", ".ts"}]
    written = {word for path in files for word in re.findall(r"\w+", path.read_text())}
    settings = {f"REVOPS_{word}".upper() for word in written}
    assert sorted(names - written - settings) == []


def test_the_picture_shows_every_room() -> None:
    picture = (ROOT / "docs/architecture.md").read_text().split("```")[1]
    rooms = {path.parent.name for path in (ROOT / "revops").glob("*/__init__.py")}
    assert sorted(room for room in rooms if not re.search(rf"\b{room}\b", picture)) == []


def test_the_readme_is_short() -> None:
    assert (ROOT / "README.md").read_text().count("\n") <= 90
