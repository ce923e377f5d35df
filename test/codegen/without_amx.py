#!/usr/bin/env python3
"""Runs a command as a kernel does that grants no process the tiles of AMX: arch_prctl(ARCH_REQ_XCOMP_PERM) fails."""

import ctypes
import os
import struct
import sys

PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
ARCH_PRCTL, ARCH_REQ_XCOMP_PERM, EPERM = 158, 0x1023, 1
LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06  # a word at an offset of struct seccomp_data; jumps over so many if not
program = [
    (LOAD, 0, 0, 0),
    (EQUAL, 0, 3, ARCH_PRCTL),
    (LOAD, 0, 0, 16),
    (EQUAL, 0, 1, ARCH_REQ_XCOMP_PERM),
    (RETURN, 0, 0, 0x00050000 | EPERM),
    (RETURN, 0, 0, 0x7FFF0000),
]
code = b"".join(struct.pack("HBBI", *step) for step in program)
words = ctypes.create_string_buffer(code, len(code))
header = struct.pack("HxxxxxxQ", len(program), ctypes.addressof(words))
prctl = ctypes.CDLL(None, use_errno=True).prctl
if prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, header, 0, 0):
    sys.exit(f"without_amx.py: {os.strerror(ctypes.get_errno())}")
os.execvp(sys.argv[1], sys.argv[1:])
