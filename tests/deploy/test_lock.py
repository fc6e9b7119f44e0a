"""The locks serve every platform that the README names, and nothing that installs from them may move them."""

import json
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PACKAGES = json.loads((ROOT / "web" / "package-lock.json").read_text())["packages"]
# What the platforms call themselves: macOS on Apple silicon, Windows, Linux on arm64, and Alpine's musl.
PLATFORMS = {
    "darwin-arm64": ["darwin-arm64"],
    "win32-x64": ["win32-x64", "win32-x64-msvc"],
    "linux-x64": ["linux-x64", "linux-x64-gnu"],
    "linux-arm64": ["linux-arm64", "linux-arm64-gnu"],
    "linux-x64-musl": ["linux-x64-musl"],
    "linux-arm64-musl": ["linux-arm64-musl"],
}
# What the web app is built and checked with and what comes as one binary a platform.
TOOLS = {
    "vite": "@rolldown/binding",
    "rollup": "@rollup/rollup",
    "tailwind": "@tailwindcss/oxide",
    "lightningcss": "lightningcss",
    "biome": "@biomejs/cli",
    "knip's parser": "@oxc-parser/binding",
    "knip's resolver": "@oxc-resolver/binding",
}


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("tool", TOOLS)
def test_the_web_lock_holds_every_platforms_binary(tool: str, platform: str) -> None:
    names = [f"node_modules/{TOOLS[tool]}-{ending}" for ending in PLATFORMS[platform]]
    assert any(name in PACKAGES for name in names), f"{tool} has no binary for {platform}: make lock"


def test_every_optional_package_that_the_lock_speaks_of_is_in_it() -> None:
    """What one platform's npm left out is what another's would write in: then `npm ci` refuses, or the lock moves."""
    missing = {
        name
        for path, package in PACKAGES.items()
        for name in package.get("optionalDependencies", {})
        if not any(f"{place}node_modules/{name}" in PACKAGES for place in _places(path))
    }
    assert missing == set()


def _places(path: str) -> list[str]:
    """Return where Node looks for what a package needs: below it, then below each folder above."""
    parts = path.split("node_modules/")
    above = ["node_modules/".join(parts[:count]) for count in range(1, len(parts) + 1)]
    return [f"{place.rstrip('/')}/" if place else "" for place in above]


def test_the_web_lock_holds_hashes_and_no_addresses() -> None:
    for path, package in PACKAGES.items():
        assert "resolved" not in package, path
        assert not path or package.get("inBundle") or "integrity" in package, path


@pytest.mark.parametrize("name", ["Makefile", "deploy/Dockerfile", ".ci/run"])
def test_whoever_installs_takes_the_lock_as_it_is(name: str) -> None:
    """`npm install` writes into the lock what the machine at hand would have; `npm ci` takes it or refuses."""
    text = (ROOT / name).read_text()
    installs = [line for line in text.splitlines() if re.search(r"\bnpm (install|i)\b", line)]
    assert all("--package-lock-only" in line for line in installs), installs
    assert "pip install -r" not in text
    assert all("--require-hashes" in line for line in text.splitlines() if "install" in line and " -r " in line)


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
@pytest.mark.parametrize("platform", ["sys_platform == 'win32'", "sys_platform == 'darwin'", "aarch64"])
def test_the_python_locks_speak_of_every_platform(name: str, platform: str) -> None:
    assert platform in (ROOT / name).read_text()
