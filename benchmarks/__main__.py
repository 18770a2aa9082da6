"""The benchmarks, by name.

python benchmarks            names them
python benchmarks loops ...  runs one, with the options that it takes
"""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main(given: list[str]) -> int:
    scripts = {
        file.stem: ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
        for file in sorted(HERE.glob("*.py"))
        if file.stem not in {"__main__", "generate"}
    }
    if not given:
        for name, doc in scripts.items():
            print(f"{name:<10} {doc.splitlines()[0]}")
        return 0
    name, *options = given
    if name not in scripts:
        print(
            f"there is no benchmark '{name}': expected one of {', '.join(scripts)}", file=sys.stderr
        )
        return 2
    return subprocess.call([sys.executable, str(HERE / f"{name}.py"), *options])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
