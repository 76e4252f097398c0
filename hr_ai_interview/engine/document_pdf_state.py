"""The graphics state of a PDF page as far as it decides what is seen; used by ``document_pdf``.

pdfminer's interpreter follows positions, fonts and colours. ``Interpreter`` adds opacity, clip paths,
switched-off layers, and that a form starts with the state of its caller. Clips count as their boxes.
The device it drives has ``form_box`` (box of the form to run), ``marks`` (open marked content, True
for what is off), ``off`` (object numbers of layers) and is given ``image_state``.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Iterator

from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter
from pdfminer.pdftypes import PDFObjRef, dict_value, resolve1, stream_value
from pdfminer.psparser import PSLiteral, literal_name
from pdfminer.utils import apply_matrix_pt

from .document_visibility import MIN_CONTRAST, Rgb

Box = tuple[float, float, float, float]
Point = tuple[float, float]


def rgb(colour: object, space: str) -> Rgb | None:
    """Convert a colour as pdfminer keeps it; None for patterns and palettes."""
    if space in ("Indexed", "Pattern"):
        return None
    parts = colour if isinstance(colour, (tuple, list)) else (colour,)
    if not all(isinstance(part, (int, float)) for part in parts):
        return None
    if space in ("Separation", "DeviceN"):  # a share of ink
        return (1.0 - parts[0],) * 3 if len(parts) == 1 else None
    if space == "Lab":
        return (parts[0] / 100,) * 3
    if len(parts) == 1:
        return (float(parts[0]),) * 3
    if len(parts) == 4:
        return tuple(1.0 - min(1.0, ink + parts[3]) for ink in parts[:3])
    return tuple(map(float, parts)) if len(parts) == 3 else None


def _name(space: object) -> str:
    return getattr(space, "name", "")


def meet(one: Box, other: Box) -> Box:
    return (max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3]))


def box_under(matrix: tuple, box: Box) -> Box:
    """The upright box around ``box`` once it is moved, turned or scaled by ``matrix``."""
    x0, y0, x1, y1 = box
    xs, ys = zip(*(apply_matrix_pt(matrix, (x, y)) for x in (x0, x1) for y in (y0, y1)), strict=True)
    return (min(xs), min(ys), max(xs), max(ys))


def holds(box: Box, point: Point) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _shapes(path: list, ctm: tuple) -> Iterator[tuple[Box, float]]:
    """Yield each part of a path as its box and its signed area; curves count as their chords."""
    parts: list[list[Point]] = []
    for segment in path:
        if segment[0] == "m":
            parts.append([])
        if segment[0] != "h" and parts:
            parts[-1].append(apply_matrix_pt(ctm, segment[-2:]))
    for points in parts:
        xs, ys = zip(*points, strict=True)
        ring = zip(points, points[1:] + points[:1], strict=True)
        area = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in ring) / 2
        yield (min(xs), min(ys), max(xs), max(ys)), area


def filled_boxes(path: list, ctm: tuple, evenodd: bool) -> list[Box]:
    """Boxes that a filled path really fills: rectangles, also with rounded corners, without holes."""
    shapes = list(_shapes(path, ctm))
    turns = {area > 0 for _box, area in shapes}
    if len(shapes) > 1 and (evenodd or len(turns) > 1):
        return []
    return [box for box, area in shapes if abs(area) >= 0.9 * (box[2] - box[0]) * (box[3] - box[1]) > 0]


class State(PDFGraphicState):
    """Graphics state with what pdfminer leaves out of it."""

    def __init__(self) -> None:
        super().__init__()
        self.ncolor = self.scolor = 0  # black; None in older pdfminers
        self.fill_alpha = self.stroke_alpha = 1.0
        self.is_plain = True  # normal blend mode and no soft mask
        self.clip: Box = (-math.inf, -math.inf, math.inf, math.inf)
        self.clip_is_box = True

    def copy(self) -> State:
        return copy.copy(self)

    def paints(self, mode: int, space: object = None) -> list[tuple[Rgb | None, float]]:
        """Colours and opacities that letters of a render mode are painted with.

        ``space`` is the fill colour space, for older pdfminers that do not keep it in the state.
        """
        fill = (rgb(self.ncolor, _name(space or getattr(self, "ncs", None))), self.fill_alpha)
        stroke = (rgb(self.scolor, _name(getattr(self, "scs", None))), self.stroke_alpha)
        modes = {1: [stroke], 2: [fill, stroke], 3: [], 5: [stroke], 6: [fill, stroke], 7: []}
        return modes.get(mode, [fill])

    def covers(self) -> bool:
        """Tell if what is filled now hides what is below, all over its shape."""
        return self.is_plain and self.clip_is_box and self.fill_alpha > 1 - MIN_CONTRAST


class Interpreter(PDFPageInterpreter):
    """Follows opacity, clip and layers, and hands the state on to forms."""

    _inherited: tuple | None = None

    def dup(self) -> Interpreter:
        form = super().dup()
        form._inherited = (self.textstate.copy(), self.graphicstate.copy())
        return form

    def init_state(self, ctm: tuple) -> None:
        super().init_state(ctm)
        self.graphicstate = State()
        if self._inherited:
            self.textstate, self.graphicstate = self._inherited
            self.graphicstate.clip = meet(self.graphicstate.clip, self.device.form_box)

    def do_gs(self, name: object) -> None:
        states = dict_value(resolve1(self.resources.get("ExtGState")) or {})
        changes = dict_value(resolve1(states.get(literal_name(name))) or {})
        state = self.graphicstate
        state.fill_alpha = float(resolve1(changes.get("ca", state.fill_alpha)))
        state.stroke_alpha = float(resolve1(changes.get("CA", state.stroke_alpha)))
        for key, plain in (("BM", ("Normal", "Compatible")), ("SMask", ("None",))):
            if key in changes:
                value = resolve1(changes[key])
                state.is_plain = isinstance(value, PSLiteral) and literal_name(value) in plain

    def do_W(self) -> None:
        shapes = list(_shapes(self.curpath, self.ctm))
        if shapes:
            x0s, y0s, x1s, y1s = zip(*(box for box, _area in shapes), strict=True)
            state = self.graphicstate
            state.clip = meet(state.clip, (min(x0s), min(y0s), max(x1s), max(y1s)))
            state.clip_is_box &= len(shapes) == 1 and bool(filled_boxes(self.curpath, self.ctm, False))

    def do_W_a(self) -> None:
        self.do_W()

    def do_BMC(self, tag: object) -> None:
        self.device.marks.append(False)

    def do_BDC(self, tag: object, props: object) -> None:
        named = dict_value(resolve1(self.resources.get("Properties")) or {})
        is_layer = isinstance(tag, PSLiteral) and literal_name(tag) == "OC" and isinstance(props, PSLiteral)
        self.device.marks.append(is_layer and self._is_off(named.get(literal_name(props))))

    def do_EMC(self) -> None:
        if self.device.marks:
            self.device.marks.pop()

    def do_Do(self, xobjid_arg: object) -> None:
        target = self.xobjmap.get(literal_name(xobjid_arg))
        if target is None or self._is_off(stream_value(target).get("OC")):
            return
        marks = self.device.marks.copy()
        self.device.image_state = self.graphicstate
        super().do_Do(xobjid_arg)
        self.device.marks = marks
        self.device.set_ctm(self.ctm)  # a form leaves its own behind

    def do_EI(self, obj: object) -> None:
        self.device.image_state = self.graphicstate
        super().do_EI(obj)

    def _is_off(self, layer: object) -> bool:
        """Tell if a layer, or all layers of a membership dictionary, are switched off."""
        if isinstance(layer, PDFObjRef) and layer.objid in self.device.off:
            return True
        content = resolve1(layer)
        members = content.get("OCGs") if isinstance(content, dict) else None
        if isinstance(members, PDFObjRef) and not isinstance(resolve1(members), list):
            members = [members]
        refs = [ref for ref in resolve1(members) or [] if isinstance(ref, PDFObjRef)]
        return bool(refs) and all(ref.objid in self.device.off for ref in refs)
