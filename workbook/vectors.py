"""Matplotlib's SVG made lean and themeable: an element tree in, the same drawing in a third of the bytes out.

Styles become attributes, colours of the palette CSS variables, numbers short, ids few and unlike those of any other
figure; what cannot be seen, or says nothing, is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final
from xml.etree.ElementTree import Element, fromstring

from workbook.palette import PALETTE

NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot hold."""

_PRESENTATION: Final = frozenset(
    {
        "fill", "fill-opacity", "fill-rule", "font-size", "font-style", "font-weight", "image-rendering", "opacity",
        "stroke", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit",
        "stroke-opacity", "stroke-width", "text-anchor",
    }
)  # fmt: skip
"""The style properties that SVG also takes as attributes. Fonts are not among them: text is set in the page's."""

LAB_COLOURS: Final = {
    "ink": "--jp-content-font-color1",
    "muted": "--jp-content-font-color2",
    "paper": "--jp-layout-color0",
    "wash": "--jp-layout-color2",
    "grid": "--jp-border-color2",
    "line": "--jp-border-color1",
}
"""What JupyterLab calls the colours that have to change with its theme: it knows no variables of ours."""

_LIGHT: Final = {colour.light.lower(): name for name, colour in PALETTE.items()}
_NUMBER = re.compile(r"-?\d+\.\d+")
_STEP = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_SLACK = 0.5


def variable(name: str) -> str:
    """A colour of the palette as CSS: the page's variable, else JupyterLab's, else the light hex.

    >>> variable("blue")
    'var(--wb-blue, #0b69ad)'
    """
    fallback = PALETTE[name].light
    if name in LAB_COLOURS:
        fallback = f"var({LAB_COLOURS[name]}, {fallback})"
    return f"var(--wb-{name}, {fallback})"


def parse(svg: str) -> Element:
    """The tree of an SVG without namespaces, as HTML wants it."""
    root = fromstring(NOT_XML.sub("", svg))
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        element.attrib = {name.rpartition("}")[2]: value for name, value in element.attrib.items()}
    return root


def tidy(root: Element) -> None:
    """Restyle and shorten a drawing as matplotlib made it; ids are kept, for marks are found by them."""
    _drop(root, lambda element: element.tag in {"metadata", "style"})
    for parent in list(root.iter()):
        _unwrap_links(parent)
    for element in root.iter():
        _restyle(element)
        _shorten(element)
    _drop(root, _invisible)
    _unclip(root)


def rename(root: Element, prefix: str) -> None:
    """Give ids that no other figure of the page has, and only to what is referred to."""
    used = {value.removeprefix("#") for element in root.iter("use") if (value := element.get("href"))}
    used.update(
        name for element in root.iter() for value in element.attrib.values() for name in _REFERENCE.findall(value)
    )
    names: dict[str, str] = {}
    for element in root.iter():
        name = element.attrib.pop("id", "")
        if name in used:
            names[name] = f"f{prefix}-{len(names) + 1}"
            element.attrib["id"] = names[name]
    for element in root.iter():
        if element.tag == "use":
            target = element.get("href", "").removeprefix("#")
            element.set("href", f"#{names.get(target, target)}")
        for attribute, value in element.attrib.items():
            if "url(#" in value:
                element.set(attribute, _REFERENCE.sub(lambda found: f"url(#{names.get(found[1], found[1])})", value))
    _drop(root, lambda element: element.tag == "clipPath" and "id" not in element.attrib)
    _flatten(root)


def _drop(root: Element, unwanted: Callable[[Element], bool]) -> None:
    for parent in list(root.iter()):
        parent[:] = [child for child in parent if not unwanted(child)]


def _invisible(element: Element) -> bool:
    """Whether an element draws nothing, as the grounds of figure and axes do where they are transparent."""
    return element.tag == "path" and element.get("fill") == "none" and element.get("stroke", "none") == "none"


def _unwrap_links(parent: Element) -> None:
    """Take matplotlib's own links apart: it makes one for every stroke of a mark, and opens each in a new tab."""
    children: list[Element] = []
    for child in parent:
        children.extend(child) if child.tag == "a" else children.append(child)
    parent[:] = children


def _restyle(element: Element) -> None:
    """Turn ``style`` into attributes, colours into variables, and drop the font's name."""
    declarations = [part.partition(":") for part in element.attrib.pop("style", "").split(";") if ":" in part]
    for name, _, value in declarations:
        name, value = name.strip(), value.strip()
        if name == "font":
            element.attrib.update(_font(value))
        elif name in _PRESENTATION:
            element.set(name, value)
    for name in ("fill", "stroke"):
        if (value := element.get(name, "").lower()) in _LIGHT:
            element.set(name, variable(_LIGHT[value]))
    if element.tag == "text":
        element.attrib.setdefault("fill", "currentColor")


def _font(shorthand: str) -> dict[str, str]:
    """The parts of the ``font`` shorthand that count: style, weight and size."""
    found: dict[str, str] = {}
    for word in shorthand.partition("'")[0].split():
        if word in {"italic", "oblique"}:
            found["font-style"] = word
        elif word in {"bold", "bolder", "lighter"} or re.fullmatch(r"[1-9]00", word):
            found["font-weight"] = word
        elif re.fullmatch(r"[\d.]+px", word):
            found["font-size"] = word
    return found


def _shorten(element: Element) -> None:
    for name in ("x", "y", "transform"):
        if name in element.attrib:
            element.set(name, _rounded(element.attrib[name]))
    if "d" in element.attrib:
        element.set("d", short_path(element.attrib["d"]))
    if element.get("transform", "").startswith(("rotate(-0 ", "rotate(0 ")):
        del element.attrib["transform"]
    if element.tag != "text":
        element.text = (element.text or "").strip() or None
        for child in element:
            child.tail = (child.tail or "").strip() or None


def _rounded(numbers: str) -> str:
    """Numbers to a hundredth of a point, which no screen resolves."""

    def shorter(number: re.Match[str]) -> str:
        text = f"{float(number[0]):.2f}".rstrip("0").rstrip(".")
        return "0" if text == "-0" else text

    return _NUMBER.sub(shorter, numbers)


def short_path(path: str) -> str:
    """The same path in fewer bytes: short numbers, and one number where a line is level or upright.

    >>> short_path("M 8.64 204.480001 L 576 204.48 L 576 10 z")
    'M8.64 204.48H576V10z'
    """
    steps, at = [], ["", ""]
    for letter, numbers in _STEP.findall(_rounded(path)):
        to = numbers.split()
        if letter == "L" and to[1] == at[1]:
            steps.append(f"H{to[0]}")
        elif letter == "L" and to[0] == at[0]:
            steps.append(f"V{to[1]}")
        else:
            steps.append(letter + " ".join(to))
        at = to[-2:] if len(to) > 1 else ["", ""]
    return "".join(steps)


def _unclip(root: Element) -> None:
    """Take the clip from what lies within it anyway: most charts clip every mark to axes that it never leaves."""
    clips = {}
    for clip in root.iter("clipPath"):
        if (box := clip.find("rect")) is not None:
            left, top, width, height = (float(box.get(name, "0")) for name in ("x", "y", "width", "height"))
            clips[clip.get("id", "")] = (left, top, left + width, top + height)
    for element in root.iter():
        named = _REFERENCE.fullmatch(element.get("clip-path", ""))
        if named and named[1] in clips and all(_within(point, clips[named[1]]) for point in _points(element)):
            del element.attrib["clip-path"]


def let_through(root: Element) -> None:
    """Let a click on words that stand upon a mark, a number on its cell, reach the mark below them."""
    boxes = [
        (min(across), min(down), max(across), max(down))
        for link in root.iter("a")
        if any(each.get("fill", "") != "none" for each in link.iter("path"))
        for across, down in [tuple(zip(*_points(link), strict=True)) or ((0.0,), (0.0,))]
    ]
    linked = {id(text) for link in root.iter("a") for text in link.iter("text")}
    for text in root.iter("text"):
        point = float(text.get("x", "nan")), float(text.get("y", "nan"))
        if id(text) not in linked and any(_within(point, box) for box in boxes):
            text.set("pointer-events", "none")


def _within(point: tuple[float, float], box: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = box
    return left - _SLACK <= point[0] <= right + _SLACK and top - _SLACK <= point[1] <= bottom + _SLACK


def _points(element: Element) -> Iterator[tuple[float, float]]:
    """The points that an element and what is in it is drawn through; matplotlib's paths are in absolute numbers."""
    for each in element.iter():
        if each.tag == "use":
            yield float(each.get("x", "0")), float(each.get("y", "0"))
        x = y = 0.0
        for letter, numbers in _STEP.findall(each.get("d", "")):
            values = [float(number) for number in numbers.split()]
            if letter == "H":
                x = values[0]
                yield x, y
            elif letter == "V":
                y = values[0]
                yield x, y
            for x, y in zip(values[::2], values[1::2], strict=False):
                yield x, y


def _flatten(root: Element) -> None:
    """Take away groups that say nothing: matplotlib nests three or four around every tick."""
    for parent in list(root.iter()):
        while any(child.tag == "g" and not child.attrib for child in parent):
            children: list[Element] = []
            for child in parent:
                children.extend(child) if child.tag == "g" and not child.attrib else children.append(child)
            parent[:] = children
    _drop(root, lambda element: element.tag in {"g", "defs"} and not len(element))
