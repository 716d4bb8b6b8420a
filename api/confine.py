"""A process that runs queries or updates of others can open no socket: a filter of system calls (Linux).

Oxigraph connects to other servers when it meets ``SERVICE`` or ``LOAD``, and has no switch against it. We
refuse both by parsing; this is the wall behind that door.
"""

from __future__ import annotations

import ctypes
import errno
import logging
import platform
import struct
from collections.abc import Mapping

_LOG = logging.getLogger(__name__)
# linux/prctl.h, linux/seccomp.h, linux/audit.h
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2
_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000 | errno.EACCES, 0x80000000
# By machine: its number in audit.h, and those of socket(2) and socketpair(2)'s like that reach the network.
_MACHINES: Mapping[str, tuple[int, tuple[int, ...]]] = {
    "x86_64": (0xC000003E, (41,)),
    "aarch64": (0xC00000B7, (198,)),
}
# linux/bpf_common.h: load a word of the call's description; jump if equal; jump if at least; return.
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_X32 = 0x40000000


def confine() -> bool:
    """Forbid this process, for good, to open sockets; return whether the system could do that."""
    known = _MACHINES.get(platform.machine()) if platform.system() == "Linux" else None
    if known is None:
        _LOG.warning("no filter of system calls on this system; queries are only held back by parsing")
        return False
    program = _program(*known)
    code = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or libc.prctl(_SECCOMP, _FILTER, header, 0, 0):
        _LOG.warning("no filter of system calls: error %s", ctypes.get_errno())
        return False
    return True


def _program(machine: int, forbidden: tuple[int, ...]) -> bytes:
    """Return the filter as classic BPF: calls of another machine's table end the process."""
    # seccomp_data begins with the number of the call, then the machine.
    steps = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, machine), (_RETURN, 0, 0, _KILL), (_LOAD, 0, 0, 0)]
    steps.append((_AT_LEAST, len(forbidden) + 1, 0, _X32))
    for place, number in enumerate(forbidden):
        steps.append((_EQUAL, len(forbidden) - place, 0, number))
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _ERRNO)]
    return b"".join(struct.pack("HBBI", *step) for step in steps)
