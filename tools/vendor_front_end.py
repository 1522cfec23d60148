"""Brings the front-end files from npm into static/vendor, with versions, licences and SHA-256.

Run by a developer when a version changes: `python tools/vendor_front_end.py`. Running and testing need no node.
"""

import hashlib
import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
STATIC = HERE.parent / "src" / "dondoc" / "static"
FILES = {
    "@tabler/core": {"dist/css/tabler.min.css": "tabler.min.css"},
    "htmx.org": {"dist/htmx.min.js": "htmx.min.js"},
}
ICONS = [
    "home",
    "inbox",
    "send",
    "file-text",
    "checklist",
    "clock",
    "alert-triangle",
    "circle-check",
    "circle-x",
    "arrow-back-up",
    "arrow-forward",
    "user",
    "users",
    "building",
    "search",
    "bell",
    "logout",
    "plus",
    "paperclip",
    "eye",
    "download",
    "printer",
    "dots",
    "history",
    "link",
    "calendar",
    "key",
    "settings",
    "pencil",
    "x",
    "check",
    "player-pause",
    "flame",
    "book",
    "menu-2",
    "writing",
    "git-branch",
    "message",
    "refresh",
    "lock",
    "upload",
    "shield",
    "infinity",
    "address-book",
    "certificate",
    "hourglass",
]


def main() -> None:
    """Copies the files, builds the icon sprite, and writes what was taken from where."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / "front_end" / name, folder)
        subprocess.run(["npm", "ci", "--ignore-scripts", "--omit=optional"], cwd=folder, check=True)
        modules = Path(folder) / "node_modules"
        target = STATIC / "vendor"
        target.mkdir(parents=True, exist_ok=True)
        taken = []
        for package, files in FILES.items():
            about = json.loads((modules / package / "package.json").read_text())
            for source, name in files.items():
                text = (modules / package / source).read_text()
                text = re.sub(r"/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=.*", "", text)
                (target / name).write_text(text)
                digest = hashlib.sha256(text.encode()).hexdigest()
                taken.append(
                    {
                        "file": name,
                        "package": package,
                        "version": about["version"],
                        "licence": about["license"],
                        "sha256": digest,
                    }
                )
        sprite = build_sprite(modules / "@tabler/icons" / "icons" / "outline")
        (STATIC / "icons.svg").write_text(sprite)
        about = json.loads((modules / "@tabler/icons" / "package.json").read_text())
        taken.append(
            {
                "file": "../icons.svg",
                "package": "@tabler/icons",
                "version": about["version"],
                "licence": about["license"],
                "sha256": hashlib.sha256(sprite.encode()).hexdigest(),
            }
        )
        (target / "VENDORED.json").write_text(json.dumps(taken, indent=2) + "\n")


def build_sprite(folder: Path) -> str:
    """One SVG with a symbol per icon used."""
    symbols = []
    for name in sorted(ICONS):
        text = (folder / f"{name}.svg").read_text()
        inner = re.sub(r"<!--.*?-->", "", text, flags=re.S)
        inner = re.search(r"<svg[^>]*>(.*)</svg>", inner, flags=re.S)[1]
        inner = re.sub(r'<path stroke="none"[^>]*/>', "", inner)
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{" ".join(inner.split())}</symbol>')
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" fill="none" stroke="currentColor" stroke-width="2" '
        'stroke-linecap="round" stroke-linejoin="round">' + "".join(symbols) + "</svg>\n"
    )


if __name__ == "__main__":
    main()
