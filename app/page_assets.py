"""Prepare the styles, icons and scripts that come from npm packages for serving.

    npm ci && python -m app.page_assets

Copies them from `node_modules/` to the git-ignored `app/static/vendor/`, changed in four ways:

- the two outside font faces and the font's name are dropped: the font may be used by NHS organisations only,
  and our pages ask no other host for anything;
- icon addresses become relative to the stylesheet, and only the icons it names are copied: never an NHS logo;
- fixed colours become custom properties (with the original as fallback), so that the cream and dark schemes
  and print reach every component from `css/theme.css`;
- references to source maps are dropped, because the maps are not served.
"""

import re
import shutil
import sys
from pathlib import Path

PACKAGES = ("nhsuk-frontend", "accessible-autocomplete")
NHSUK_CSS = "nhsuk-frontend.min.css"

_FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
_FONT_NAME = re.compile(r"""["']?Frutiger W01["']?\s*,\s*""")
_SOURCE_MAP = re.compile(r"(/\*|//)# sourceMappingURL=\S+(\s*\*/)?\s*")
_URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")
_OUTSIDE = re.compile(r"""url\(\s*["']?\s*(https?:|//)|@import""", re.IGNORECASE)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_HEX = re.compile(r"#[0-9a-fA-F]{3,8}\b")

# The yellow of a focused element. Its rules keep their fixed colours: right with near-black in every scheme.
_FOCUS_YELLOW = "#ffeb3b"

# The same colour does different work as text, as a ground and as an edge; a scheme changes these separately.
_INK = {
    "#212b32": "text",
    "#4c6272": "text-quiet",
    "#005eb8": "link",
    "#003087": "link",
    "#004b93": "link",
    "#003d78": "link",
    "#002f5c": "link-active",
    "#7c2855": "link-hover",
    "#330072": "link-visited",
    "#d5281b": "error",
    "#951c13": "error",
    "#007f3b": "success",
    "#00662f": "success",
    "#00401e": "success",
}
_GROUND = {
    "#fff": "surface",
    "#f0f4f5": "page",
    "#d8dde0": "frame",
    "#e0e4e6": "hover",
    "#d9e7f4": "secondary-hover",
    "#c7dcef": "secondary-active",
    "#fff9c4": "warning-surface",
    "#005eb8": "brand",
    "#0055a6": "brand-deep",
    "#004b93": "brand-deep",
    "#003d78": "brand-deep",
    "#007f3b": "button",
    "#00662f": "button-hover",
    "#00401e": "button-active",
}
_EDGE = {
    "#212b32": "text",
    "#4c6272": "field-edge",
    "#768692": "field-edge",
    "#aeb7bd": "line-strong",
    "#d8dde0": "line",
    "#f0f4f5": "line",
    "#005eb8": "accent",
    "#337ec6": "brand-edge",
    "#0055a6": "brand-deep",
    "#004b93": "brand-deep",
    "#d5281b": "error",
    "#007f3b": "success",
    "#00401e": "button-active",
}


class PageAssetsError(Exception):
    """What has to be copied is missing, or is not what it should be; the message says what to do."""


def with_named_colours(css: str) -> str:
    """The stylesheet with fixed colours replaced by custom properties named `--cr-…`."""
    return _RULE.sub(_recoloured_rule, css)


def _recoloured_rule(rule: re.Match[str]) -> str:
    selector, body = rule.groups()
    without_negation = selector.replace(":not(:focus)", "")
    focused = ":focus" in without_negation or (_FOCUS_YELLOW in body and "#fff9c4" not in body)
    # `:focus:active` of a button is its pressed state and carries no yellow: that follows the scheme.
    if selector.strip() == ":root" or (focused and ":active" not in without_negation):
        return rule.group()
    declarations = (_recoloured(declaration) for declaration in body.split(";"))
    return f"{selector}{{{';'.join(declarations)}}}"


def _recoloured(declaration: str) -> str:
    name, colon, value = declaration.partition(":")
    if name in {"color", "fill"}:
        names = _INK
    elif name.startswith("background"):
        names = _GROUND
    else:
        names = _EDGE

    def named(colour: re.Match[str]) -> str:
        found = names.get(colour.group().lower())
        return f"var(--cr-{found},{colour.group()})" if found else colour.group()

    return f"{name}{colon}{_HEX.sub(named, value)}"


def _own_css(css: str) -> str:
    css = _SOURCE_MAP.sub("", _FONT_NAME.sub("", _FONT_FACE.sub("", css)))
    return _URL.sub(lambda url: f"url(images/{Path(url.group(1)).name})", with_named_colours(css))


def build(project_root: Path) -> list[Path]:
    """Fill `app/static/vendor/` anew and return the files written, in order.

    Raises `PageAssetsError` if the packages are not installed, or if a stylesheet would still ask another
    host.
    """
    modules = project_root / "node_modules"
    missing = [name for name in PACKAGES if not (modules / name / "package.json").is_file()]
    if missing:
        raise PageAssetsError(f"Not installed: {', '.join(missing)}. Run `npm ci` in {project_root} first.")
    vendor = project_root / "app" / "static" / "vendor"
    # Rebuilt whole, so that nothing of an older version stays behind.
    shutil.rmtree(vendor, ignore_errors=True)
    written = _copy_nhsuk(modules, vendor / "nhsuk")
    # its styles are ours: they follow the colour schemes
    combobox = modules / "accessible-autocomplete" / "dist" / "accessible-autocomplete.min.js"
    written.append(_copy_script(combobox, vendor / "accessible-autocomplete"))
    for sheet in (path for path in written if path.suffix == ".css"):
        if _OUTSIDE.search(sheet.read_text(encoding="utf-8")):
            raise PageAssetsError(f"{sheet} still names another host.")
    return sorted(written)


def _copy_nhsuk(modules: Path, target: Path) -> list[Path]:
    source = modules / "nhsuk-frontend" / "dist" / "nhsuk"
    css = (source / NHSUK_CSS).read_text(encoding="utf-8")
    icons = sorted({Path(url).name for url in _URL.findall(_FONT_FACE.sub("", css))})
    return [
        _write(target / NHSUK_CSS, _own_css(css)),
        _copy_script(source / "nhsuk-frontend.min.js", target),
        *(
            _write(target / "images" / icon, _read_icon(source / "assets" / "images" / icon))
            for icon in icons
        ),
    ]


def _copy_script(source: Path, target: Path) -> Path:
    return _write(target / source.name, _SOURCE_MAP.sub("", source.read_text(encoding="utf-8")))


def _read_icon(path: Path) -> str:
    if not path.is_file():
        raise PageAssetsError(f"The stylesheet names {path.name}, and the package does not hold it.")
    return path.read_text(encoding="utf-8")


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def main() -> None:
    """Build for the project this file belongs to, and say how many files were written."""
    try:
        written = build(Path(__file__).resolve().parent.parent)
    except PageAssetsError as problem:
        sys.exit(str(problem))
    sys.stdout.write(f"{len(written)} files in app/static/vendor\n")


if __name__ == "__main__":
    main()
