"""Runs the product's commands; a dash in a command's name may be typed for the underscore."""

import os
import sys
from pathlib import Path


def main() -> None:
    """Hands over to Django. `--data-dir DIR` is read here, because settings are read before any command starts."""
    sys.path.insert(0, str(Path(__file__).resolve().parent / "src"))
    arguments = sys.argv
    for place, argument in enumerate(arguments):
        if argument == "--data-dir" and place + 1 < len(arguments):
            os.environ["DONDOC_DATA_DIR"] = str(Path(arguments[place + 1]).resolve())
            del arguments[place : place + 2]
            break
        if argument.startswith("--data-dir="):
            os.environ["DONDOC_DATA_DIR"] = str(Path(argument.split("=", 1)[1]).resolve())
            del arguments[place]
            break
    if len(arguments) > 1:
        arguments[1] = arguments[1].replace("-", "_") if not arguments[1].startswith("-") else arguments[1]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dondoc.config.settings")
    from django.conf import settings
    from django.core.management import execute_from_command_line

    try:
        _ = settings.DATA_DIR
    except OSError as error:
        sys.exit(f"Không ghi được vào thư mục dữ liệu: {error.filename} ({error.strerror}).")

    execute_from_command_line(arguments)


if __name__ == "__main__":
    main()
