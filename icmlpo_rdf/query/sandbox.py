"""What a process that answers strangers' queries may not do: open a socket, eat memory or time."""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import sys

__all__ = ["be_nice", "deny_network", "limit_cpu", "limit_memory"]

_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_SECCOMP = 22
_SECCOMP_MODE_FILTER = 2
# <linux/filter.h>, <linux/seccomp.h>: load a word of the call's description, compare, return.
_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_NUMBER_AT, _ARCHITECTURE_AT = 0, 4
_ALLOW, _ERRNO = 0x7FFF0000, 0x00050000
# machine: (AUDIT_ARCH_…, the number of socket(2))
_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_MEGABYTE = 1 << 20


class _Instruction(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_uint16),
        ("if_true", ctypes.c_uint8),
        ("if_false", ctypes.c_uint8),
        ("operand", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("instructions", ctypes.POINTER(_Instruction)))


def deny_network() -> bool:
    """Make every later attempt of this process to open a socket fail; return whether that could be done.

    Linux's seccomp, https://man7.org/linux/man-pages/man2/seccomp.2.html. It is the second lock behind the
    refusal of SERVICE: the first one reads the query's text.
    """
    known = _MACHINES.get(platform.machine())
    if sys.platform != "linux" or known is None:
        return False
    architecture, socket_call = known
    instructions = (_Instruction * 6)(
        _Instruction(_LOAD, 0, 0, _ARCHITECTURE_AT),
        _Instruction(_JUMP_IF_EQUAL, 0, 2, architecture),
        _Instruction(_LOAD, 0, 0, _NUMBER_AT),
        _Instruction(_JUMP_IF_EQUAL, 1, 0, socket_call),
        _Instruction(_RETURN, 0, 0, _ALLOW),
        _Instruction(_RETURN, 0, 0, _ERRNO | 13),  # EACCES
    )
    program = _Program(len(instructions), instructions)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    done: int = libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0)
    return done == 0


def limit_memory(megabytes: int) -> None:
    """Bound what this process may allocate: an allocation beyond it ends the process (Rust) or raises (Python)."""
    bound = megabytes * _MEGABYTE
    # The data segment, not the address space: the store's files are mapped, and their size is not memory.
    resource.setrlimit(resource.RLIMIT_DATA, (bound, bound))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_cpu(seconds: float) -> None:
    """Let this process live for so many more seconds of work: it ends even when its parent was killed."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    bound = int(used.ru_utime + used.ru_stime + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (bound, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def be_nice() -> None:
    """Let the pages go first where processors are scarce."""
    os.nice(5)
