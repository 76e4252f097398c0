"""Questions to the XML of a Word file, by local names; used by ``document_docx``.

The strict and the transitional flavour of the format differ in their namespaces only, so those are
not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from .document_visibility import WHITE, Rgb, hex_rgb

WRAPPERS = {
    *("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple", "dir", "bdo"),
    *("ruby", "rubyBase"),
}
WHITE_THEME = {"background1", "light1"}
_OFF = {"0", "false", "off", "none"}
# prefixes of the drawing formats that Word has understood since 2010
_UNDERSTOOD = {"wps", "wpg", "wpc", "wpi", "w14", "w15", "wp14", "a14", "v", "c14"}


def local_name(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child_of(element: etree._Element | None, *path: str) -> etree._Element | None:
    """First descendant along a path of names, None where the path ends."""
    for name in path:
        element = None if element is None else next((c for c in element if local_name(c) == name), None)
    return element


def by_name(element: etree._Element | None) -> dict[str, etree._Element]:
    return {local_name(child): child for child in element} if element is not None else {}


def attribute(element: etree._Element | None, key: str = "val") -> str:
    """Value of an attribute, "" for none or for no element."""
    if element is None:
        return ""
    return next((value for name, value in element.items() if name.rpartition("}")[2] == key), "")


def is_on(element: etree._Element | None) -> bool:
    return element is not None and attribute(element) not in _OFF


def inside(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Children of that name, also those in content controls and tracked insertions."""
    for child in parent:
        if local_name(child) == name:
            yield child
        elif local_name(child) in WRAPPERS:
            yield from inside(child, name)


def fill_of(shading: etree._Element | None, around: Rgb | None) -> Rgb | None:
    """Colour of a w:shd, ``around`` where it has none, None if only the theme knows."""
    fill = attribute(shading, "color" if attribute(shading) == "solid" else "fill")
    if attribute(shading, "themeFill"):
        return WHITE if attribute(shading, "themeFill") in WHITE_THEME else hex_rgb(fill)
    return around if fill in ("", "auto") else hex_rgb(fill)


def text_boxes(element: etree._Element | None) -> Iterator[etree._Element]:
    """Contents of the visible text boxes in a drawing, without those nested in them."""
    for child in element if element is not None else ():
        name = local_name(child)
        hidden = attribute(child_of(child, "docPr"), "hidden") in ("1", "true")
        if name == "txbxContent":
            yield child
        elif name == "AlternateContent":
            yield from text_boxes(shown_branch(child))
        elif not hidden and "visibility:hidden" not in attribute(child, "style").replace(" ", ""):
            yield from text_boxes(child)


def shown_branch(element: etree._Element) -> etree._Element | None:
    """The branch of a mc:AlternateContent that Word shows; the others often say the same again."""
    for branch in element:
        if local_name(branch) == "Choice" and set(attribute(branch, "Requires").split()) <= _UNDERSTOOD:
            return branch
    return child_of(element, "Fallback")


def shape_fill(box: etree._Element, around: Rgb | None) -> Rgb | None:
    """Fill of the shape a text box is in; None for one that only theme or picture knows."""
    shape = box.getparent().getparent()
    if shape is None:
        return around
    if attribute(shape, "fillcolor"):
        return hex_rgb(attribute(shape, "fillcolor")[:7])
    properties = child_of(shape, "spPr")
    names = {local_name(child) for child in properties} if properties is not None else set()
    if "solidFill" in names:
        scheme = attribute(child_of(properties, "solidFill", "schemeClr"))
        return (
            WHITE
            if scheme in ("bg1", "lt1")
            else hex_rgb(attribute(child_of(properties, "solidFill", "srgbClr")))
        )
    styled = attribute(child_of(shape, "style", "fillRef"), "idx") not in ("", "0")
    if names & {"gradFill", "blipFill", "pattFill"} or (styled and "noFill" not in names):
        return None
    return around
