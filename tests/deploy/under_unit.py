"""Runs a command as the unit would where systemd is not: with its system calls and address families, and without cores.

python -m tests.deploy.under_unit UNIT COMMAND...
"""

import ctypes
import ctypes.util
import errno
import os
import re
import resource
import socket
import subprocess
import sys
from pathlib import Path

_ALLOW = 0x7FFF0000
_REFUSE = 0x00050000 | errno.EPERM
_EQUAL = 4
_PR_SET_NO_NEW_PRIVS = 38


class _Comparison(ctypes.Structure):
    """``struct scmp_arg_cmp``: that an argument of a call equals a number."""

    _fields_ = (
        ("argument", ctypes.c_uint),
        ("operator", ctypes.c_int),
        ("first", ctypes.c_uint64),
        ("second", ctypes.c_uint64),
    )


def allowed_calls(unit: str) -> set[str]:
    """Read which system calls a unit may make, as systemd itself lists its groups."""
    said = subprocess.run(
        ["systemd-analyze", "syscall-filter", "--no-pager"], capture_output=True, text=True, check=True
    ).stdout
    groups: dict[str, set[str]] = {}
    name = ""
    for line in re.sub(r"\x1b\[[0-9;]*m", "", said).splitlines():
        if line.startswith("@"):
            name = line.strip()
        elif line.startswith("    ") and not line.strip().startswith("#"):
            groups.setdefault(name, set()).add(line.strip())

    def members(of: str) -> set[str]:
        if not of.startswith("@"):
            return {of}
        return set().union(*(members(one) for one in groups[of]))

    calls = members("@default")
    for listed in re.findall(r"^SystemCallFilter=(.+)$", unit, re.MULTILINE):
        named = set().union(*(members(one) for one in listed.lstrip("~").split()))
        calls = calls - named if listed.startswith("~") else calls | named
    return calls


def confine(unit: str) -> None:
    """Give up what the unit does not allow; what is run from here on cannot take it back."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    library = ctypes.CDLL(ctypes.util.find_library("seccomp") or "libseccomp.so.2", use_errno=True)
    library.seccomp_init.restype = ctypes.c_void_p
    filtered = ctypes.c_void_p(library.seccomp_init(ctypes.c_uint32(_REFUSE)))
    families = re.findall(r"^RestrictAddressFamilies=(.+)$", unit, re.MULTILINE)[0].split()
    for call in allowed_calls(unit):
        number = library.seccomp_syscall_resolve_name(call.encode())
        if number < 0:
            continue  # of another processor
        if call != "socket":
            assert library.seccomp_rule_add_array(filtered, ctypes.c_uint32(_ALLOW), number, 0, None) == 0, call
            continue
        for family in families:
            equals = _Comparison(0, _EQUAL, int(getattr(socket, family)), 0)
            added = library.seccomp_rule_add_array(filtered, ctypes.c_uint32(_ALLOW), number, 1, ctypes.byref(equals))
            assert added == 0, family
    ctypes.CDLL(None).prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    assert library.seccomp_load(filtered) == 0


if __name__ == "__main__":
    confine(Path(sys.argv[1]).read_text())
    os.execvp(sys.argv[2], sys.argv[2:])
