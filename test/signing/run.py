#!/usr/bin/env python3
"""Artifacts that are signed. The reference is OpenSSL, by the commands of docs/signing.md."""

import argparse
import os
import random
import re
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "test" / "models" / "timm_vit_torchscript.onnx"
SIGNATURE, MARKER = 64, b"\nvitc:ed25519:1\n"
# Of RFC 8410, 10.3: a private key, the same as a newer version with an attribute and the public key, the public key.
SEED = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n-----END PRIVATE KEY-----\n"
NEWER = """-----BEGIN PRIVATE KEY-----
MHICAQEwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
oB8wHQYKKoZIhvcNAQkJFDEPDA1DdXJkbGUgQ2hhaXJzgSEAGb9ECWmEzf6FQbrB
Z9w7lshQhqowtrbLDFw4rXAxZuE=
-----END PRIVATE KEY-----
"""
PUBLIC = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n"


class Tester:
    def __init__(self, options):
        self.work = options.work / "app"
        self.fakes = options.fakes.resolve()
        shutil.rmtree(options.work, ignore_errors=True)
        self.work.mkdir(parents=True)
        self.environment = dict(os.environ, PATH=os.pathsep.join(
            [str(Path(tool).resolve().parent) for tool in (options.vitc, options.vitc_run)] + [os.environ["PATH"]]))
        self.passed = 0

    def call(self, *command):
        result = subprocess.run([str(part) for part in command], cwd=self.work, env=self.environment, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.passed += 1
        return result

    def done(self, *command):
        result = self.call(*command)
        assert result.returncode == 0, (command, result)
        return result.stdout

    def refused(self, text, *command):
        result = self.call(*command)
        assert result.returncode == 1 and "error: " in result.stderr and text in result.stderr, (command, text, result)
        return result

    def file(self, name, contents):
        path = self.work / name
        path.write_bytes(contents.encode() if isinstance(contents, str) else contents)
        return path


def check_page(test):
    """Every command of the page, as it stands there. What OpenSSL signs is what vitc signs."""
    shutil.copy(MODEL, test.work / "vit.onnx")
    sign, verify, by_hand = re.findall(r"^```sh\n(.*?)^```$", (ROOT / "docs" / "signing.md").read_text(), re.M | re.S)
    info = test.done("sh", "-ec", sign)
    assert re.search(r"^signature +matches the key$", info, re.M), info
    signed = (test.work / "vit.so").read_bytes()
    assert "Signature Verified Successfully" in test.done("sh", "-ec", verify)
    test.done("sh", "-ec", by_hand)
    plain = (test.work / "vit.so").read_bytes()
    assert signed[:-SIGNATURE] == plain + MARKER, "the signature changes what it signs"
    assert (test.work / "signed.so").read_bytes() == signed, "OpenSSL signs otherwise"
    return plain, signed


def check_damage(test, signed):
    """Every part of the file counts, what the loader maps and what it does not; and nothing may be missing or added."""
    check = ("vitc-run", "damaged.so", "--verify-key=public.pem", "--info")
    shown = test.done("vitc-run", "signed.so", "--info")
    assert re.search(r"^signature +not checked", shown, re.M), shown
    randomly = random.Random(0)
    size, tail = len(signed), SIGNATURE + len(MARKER)
    places = [0, 4, 16, 63, size - tail - 1, size - SIGNATURE, size - SIGNATURE // 2, size - 1]
    for place in places + [randomly.randrange(size - tail) for _ in range(40)]:
        damaged = bytearray(signed)
        damaged[place] ^= 1 << randomly.randrange(8)
        test.file("damaged.so", damaged)
        test.refused("damaged.so: the signature does not match", *check)
    unsigned = "damaged.so: is not signed, or its end is missing"
    marked = bytearray(signed)
    marked[size - SIGNATURE - 1] ^= 1
    for contents in (marked, signed[:-1], signed[:-tail], signed + b"\n", signed[:size // 2], signed[:50], b""):
        test.file("damaged.so", contents)
        test.refused(unsigned, *check)
    test.file("damaged.so", signed[:1000] + signed[-tail:])
    test.refused("the signature does not match", *check)
    test.refused("cannot read missing.so", "vitc-run", "missing.so", "--verify-key=public.pem", "--info")


def check_keys(test):
    """Other keys, and files that are none."""
    test.done("openssl", "genpkey", "-algorithm", "ed25519", "-out", "other.pem")
    test.done("openssl", "pkey", "-in", "other.pem", "-pubout", "-out", "other-public.pem")
    test.done("openssl", "genpkey", "-algorithm", "ed448", "-out", "ed448.pem")
    test.done("openssl", "pkey", "-in", "ed448.pem", "-pubout", "-out", "ed448-public.pem")
    test.done("openssl", "genpkey", "-algorithm", "ed25519", "-aes256", "-pass", "pass:x", "-out", "encrypted.pem")
    own, other = ((test.work / name).read_text() for name in ("public.pem", "other-public.pem"))
    test.file("both.pem", "Trusted since May:\n" + other + own)
    test.file("others.pem", other + PUBLIC)
    test.file("seed.pem", SEED)
    test.file("newer.pem", NEWER)
    test.file("rfc.pem", PUBLIC)
    test.file("empty.pem", "")
    test.file("cut.pem", own[:60])
    test.file("certificate.pem", own.replace("PUBLIC KEY", "CERTIFICATE"))
    test.file("damaged.pem", own.replace("MCow", "MCox"))
    test.file("letters.pem", own.replace("MCow", "M*ow"))

    def run(key):
        return "vitc-run", "signed.so", "--info", f"--verify-key={key}"

    test.done(*run("both.pem"))
    test.refused("the signature does not match: ", *run("other-public.pem"))
    test.refused("the signature matches none of the keys", *run("others.pem"))
    for key, text in {
            "": "the value is empty", "nowhere.pem": "cannot read the key 'nowhere.pem': No such file", ".": "cannot read the key '.': Is a directory",
            "key.pem": "holds a private key, and the public half is wanted", "empty.pem": "holds no key in PEM",
            "cut.pem": "holds no key in PEM", "certificate.pem": "holds a CERTIFICATE, and a PUBLIC KEY is wanted",
            "ed448-public.pem": "another algorithm than Ed25519", "damaged.pem": "or a damaged one",
            "letters.pem": "or a damaged one", "signed.so": "holds no key in PEM"}.items():
        test.refused("--verify-key: ", *run(key))
        test.refused(text, *run(key))
    compile = ("vitc", "vit.onnx", "-o", "refused.so")
    test.refused("--sign=: names no key", *compile, "--sign=")
    for key, text in {
            "nowhere.pem": "cannot read the key 'nowhere.pem': No such file", "empty.pem": "holds no key in PEM",
            "public.pem": "holds a public key, which cannot sign", "encrypted.pem": "holds an encrypted key",
            "ed448.pem": "another algorithm than Ed25519"}.items():
        test.refused("--sign: ", *compile, f"--sign={key}")
        test.refused(text, *compile, f"--sign={key}")
    test.refused("leave --emit away", "vitc", "vit.onnx", "-o", "refused.o", "--emit=obj", "--sign=key.pem")
    test.refused("would replace the key", "vitc", "vit.onnx", "-o", "other.pem", "--sign=other.pem")
    test.refused("--assert-artifact-size", *compile, "--sign=key.pem", "--assert-artifact-size=10KiB")
    assert not list(test.work.glob("refused*")) and not list(test.work.glob("*vitc-*")), list(test.work.iterdir())
    return "seed.pem", "newer.pem"


def check_compiler(test, plain, keys):
    """The keys of the standard; the file is as large as is said of it, and the key a part of what it is made of."""
    files = []
    for key in keys:
        test.done("vitc", "vit.onnx", "-o", "vit.so", f"--sign={key}", "--self-test=1", "--depfile=vit.d")
        files.append((test.work / "vit.so").read_bytes())
        test.done("vitc-run", "vit.so", "--self-test", "--verify-key=rfc.pem")
        assert key in (test.work / "vit.d").read_text()
    assert files[0] == files[1], "the same key signs otherwise"
    size = len(plain) + len(MARKER) + SIGNATURE
    limits = [("vitc", "vit.onnx", "-o", "vit.so", "--sign=key.pem", f"--assert-artifact-size={size - less}")
              for less in (0, 1)]
    test.done(*limits[0])
    test.refused("--assert-artifact-size", *limits[1])


def check_execution(test):
    """A model that tells when anything of it is executed does not, unless it is signed."""
    shutil.copy(test.fakes / "eager.so", test.work)
    assert "executed" in test.call("vitc-run", "eager.so", "--info").stderr
    assert "executed" not in test.refused("is not signed", "vitc-run", "eager.so", "--info", "--verify-key=public.pem").stderr
    script = re.findall(r"^```sh\n(.*?)^```$", (ROOT / "docs" / "signing.md").read_text(), re.M | re.S)[2]
    test.done("sh", "-ec", script.replace("vitc vit.onnx -o vit.so\n", "cp eager.so vit.so\n"))
    accepted = test.call("vitc-run", "signed.so", "--info", "--verify-key=public.pem")
    assert accepted.returncode == 0 and "executed" in accepted.stderr, accepted
    damaged = bytearray((test.work / "signed.so").read_bytes())
    damaged[len(damaged) // 2] ^= 4
    test.file("damaged.so", damaged)
    for file, key in (("damaged.so", "public.pem"), ("signed.so", "other-public.pem")):
        refused = test.refused("the signature does not match", "vitc-run", file, "--info", f"--verify-key={key}")
        assert "executed" not in refused.stderr


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vitc", required=True)
    parser.add_argument("--vitc-run", required=True)
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--fakes", required=True, type=Path, help="folder of the build with fake.so and its like")
    test = Tester(parser.parse_args())
    plain, signed = check_page(test)
    check_damage(test, signed)
    check_compiler(test, plain, check_keys(test))
    check_execution(test)
    print(f"{test.passed} passed, 0 failed")


main()
