"""A browser's own description of itself in the words a person knows: "Chrome, Windows"."""

# Each names itself beside those it descends from, so the youngest comes first.
BROWSERS = [
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("coc_coc", "Cốc Cốc"),
    ("Firefox", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
]
SYSTEMS = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
]


def named(user_agent: str) -> str:
    """The browser and the system, as far as they are known; else the first words of what it says."""
    found = [next((name for mark, name in names if mark in user_agent), "") for names in (BROWSERS, SYSTEMS)]
    return ", ".join(name for name in found if name) or user_agent[:60] or "Không rõ trình duyệt"
