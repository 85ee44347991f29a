"""How a fresh interpreter is started for untrusted code, and what it may read."""

from __future__ import annotations

import json
import os
import sys
import sysconfig
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from noisegrade.sandbox.installed_packages import InstalledPackages
from noisegrade.sandbox.rlimits import LIFETIME_CPU

__all__ = ["command", "environment", "readable"]

_PACKAGES = ("numpy", "scipy")
_DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom")
_INSTALLED = ("site-packages", "dist-packages")  # other people's code, and ours
_KEPT = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PYTHONHOME", "SYSTEMROOT")
_ONE_THREAD = ("OPENBLAS", "OMP", "MKL", "BLIS", "NUMEXPR", "VECLIB")


def command(role: str, packages: InstalledPackages, **settings: object) -> list[str]:
    """Return the command that starts `start.py` in this role.

    Without site: it reads no .pth files, and sees no package but Python's own and those in `path`.
    """
    path = [str(folder) for folder in dict.fromkeys([*_package_folders(), *packages.folders])]
    start = str(Path(__file__).with_name("start.py"))
    flags = ["-s", "-S", "-P", "-B", "-X", "utf8"]
    offered = {"packages": packages.names, "importable": packages.importable}
    told = json.dumps({"path": path, "cpu_seconds": LIFETIME_CPU, **offered, **settings})
    return [sys.executable, *flags, start, role, told]


def environment() -> dict[str, str]:
    """Return the whole environment: nothing of the judge's but where its libraries are.

    One thread each for linear algebra: namespaces can't be entered with more, and a child may not
    start any.
    """
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    threads = {f"{library}_NUM_THREADS": "1" for library in _ONE_THREAD}
    threads["VECLIB_MAXIMUM_THREADS"] = "1"
    return {"LANG": "C.UTF-8", "PYTHONHASHSEED": "0", **threads, **kept}


def readable(offered: InstalledPackages) -> tuple[list[str], list[str]]:
    """Return what a child may read, with all below it, and the folders that it may only list."""
    folders = [Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib")]
    packages = _package_folders()
    files: list[Path] = [Path(device) for device in _DEVICES]
    for folder in {*folders, *_library_folders()}:
        files += _without_packages(folder)
    for folder in packages:
        for package in _PACKAGES:
            files += [folder / package, folder / f"{package}.libs"]
    files += offered.entries
    if Path(sys.base_prefix) != Path("/usr"):
        files += Path(sys.base_prefix, "lib").glob("*.so*")
    return [str(path) for path in files], [
        str(path) for path in (*folders, *packages, *offered.folders)
    ]


def _package_folders() -> list[Path]:
    """Return the folders of NumPy and SciPy."""
    specs = [find_spec(name) for name in _PACKAGES]
    origins = [Path(spec.origin).parent.parent for spec in specs if spec and spec.origin]
    return list(dict.fromkeys(origins))


def _library_folders() -> Iterator[Path]:
    architecture = sysconfig.get_config_var("MULTIARCH")
    names = ["/lib64", "/usr/lib64", "/usr/local/lib64"]
    if architecture:
        names += [f"/lib/{architecture}", f"/usr/lib/{architecture}"]
    return (Path(name) for name in names if Path(name).is_dir())


def _without_packages(folder: Path) -> list[Path]:
    """Return a folder, or its entries one by one if packages are installed below some of them."""
    entries = list(folder.iterdir())
    allowed = [
        entry
        for entry in entries
        if entry.name not in _INSTALLED and not entry.name.startswith("python")
    ]
    return [folder] if len(allowed) == len(entries) else allowed
