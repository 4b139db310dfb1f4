"""Charts as inline SVG, drawn by Vega-Lite (https://vega.github.io/vega-lite/), which vl-convert carries.

Each is drawn twice, for wide and for narrow windows, in colours that the page's style sheet gives: CSS variables and
`currentColor`. It holds no script, style, link or image: what it is made of is checked after drawing.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Final
from xml.etree import ElementTree

from markupsafe import Markup

from flows.errors import UsageError
from flows.reports.answers import printable
from schemas.overview import (
    RATING_BINS,
    DayCount,
    Drift,
    FieldDoubts,
    MonthCount,
    OutletOverview,
    OutletPair,
    RejectCount,
    SiteOverview,
)

_VERSION: Final = "5.21"
"""Of Vega-Lite: the drawing of a version stays the same."""
_WIDE: Final = 1040
_NARROW: Final = 320
"""Pixels of a drawing, labels included."""
_NAME_LENGTH: Final = 28
_SITES: Final = 25
_SMALL: Final = 12
"""Outlets with a histogram of their own."""
_COMPARED: Final = 12
"""Outlets in the square of agreement."""
_DRIFTS: Final = 15

_TAGS: Final = frozenset({"svg", "g", "path", "line", "rect", "text", "tspan", "title"})
_ATTRIBUTES: Final = frozenset(
    {
        *("class", "d", "display", "dx", "dy", "fill", "fill-opacity", "font-family", "font-size", "font-style"),
        *("font-weight", "height", "opacity", "pointer-events", "rx", "ry", "stroke", "stroke-dasharray"),
        *("stroke-linecap", "stroke-miterlimit", "stroke-opacity", "stroke-width", "text-anchor", "transform"),
        *("version", "viewBox", "width", "x", "x1", "x2", "y", "y1", "y2"),
    }
)
_SVG: Final = "{http://www.w3.org/2000/svg}"

# Labels are drawn a little smaller (report.css) than they are measured, since the reader's font may be wider than ours.
_CONFIG: Final[dict[str, Any]] = {
    "aria": False,  # the figure has a description of its own, and a table
    "background": None,
    "font": "sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelColor": "currentColor",
        "titleColor": "currentColor",
        "gridColor": "var(--line)",
        "ticks": False,
        "domainColor": "var(--line)",
        "labelFontSize": 12.5,
        "titleFontSize": 12.5,
        "titleFontWeight": "normal",
        "labelLimit": 170,
        "labelPadding": 5,
    },
    "legend": {
        "labelColor": "currentColor",
        "titleColor": "currentColor",
        "labelFontSize": 12.5,
        "title": None,
        "orient": "top",
        "symbolType": "square",
    },
    "header": {"labelColor": "currentColor", "labelFontSize": 12.5, "title": None},
    "text": {"color": "currentColor", "fontSize": 12},
    "bar": {"color": "var(--chart-1)"},
}

Spec = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart, as it is shown."""

    wide: Markup
    narrow: Markup
    described: str
    """What it shows, for who does not see it."""


def growth(days: Sequence[DayCount]) -> Chart | None:
    """Lines by the day of their commit: new reviews, new revisions, rejects."""
    if not days:
        return None
    unit, shape = _unit((days[-1].day - days[0].day).days)
    parts = {"new reviews": "records", "new revisions": "revisions", "pages without a record": "rejects"}
    values = [
        {"day": day.day.isoformat(), "what": what, "lines": getattr(day, name)}
        for day in days
        for what, name in parts.items()
    ]

    def spec(wide: bool) -> Spec:
        return {
            "data": {"values": values},
            "height": 220,
            "mark": {"type": "bar"},
            "encoding": {
                "x": {
                    "field": "day",
                    "timeUnit": f"utc{unit}",
                    "type": "ordinal",
                    "title": None,
                    "axis": {
                        "labelExpr": f"utcFormat(datum.value, '{shape}')",  # `format` would take the machine's zone
                        "labelAngle": -45,
                        "labelOverlap": True,
                    },
                },
                "y": {"field": "lines", "aggregate": "sum", "type": "quantitative", "title": "lines", "axis": _COUNTS},
                "color": _colours("what", list(parts), columns=3 if wide else 1),
                "order": {"field": "what", "sort": "descending"},
            },
        }

    most = max(days, key=lambda day: day.records)
    return _drawn(
        spec,
        f"Lines added by day of commit, from {days[0].day} to {days[-1].day}: "
        f"{sum(day.records for day in days):,} new reviews, {sum(day.revisions for day in days):,} new revisions, "
        f"{sum(day.rejects for day in days):,} rejects; most new reviews on {most.day}, {most.records:,}.",
    )


def totals(days: Sequence[DayCount]) -> Chart | None:
    """How many reviews there were at the end of each day with a commit."""
    if len(days) < 2:
        return None
    sums = list(accumulate(day.records for day in days))
    values = [{"day": day.day.isoformat(), "reviews": total} for day, total in zip(days, sums, strict=True)]

    def spec(wide: bool) -> Spec:
        return {
            "data": {"values": values},
            "height": 140,
            "mark": {
                "type": "area",
                "interpolate": "step-after",
                "color": "var(--chart-1)",
                "fillOpacity": 0.25,
                "line": {"color": "var(--chart-1)"},
            },
            "encoding": {
                "x": {
                    "field": "day",
                    "type": "temporal",
                    "title": None,
                    "scale": {"type": "utc"},
                    "axis": {"grid": False, "labelOverlap": True, "tickCount": 8 if wide else 4},
                },
                "y": {"field": "reviews", "type": "quantitative", "title": "reviews in all", "axis": _COUNTS},
            },
        }

    return _drawn(
        spec,
        f"Reviews in all, from {sums[0]:,} on {days[0].day} to {sums[-1]:,} on {days[-1].day}.",
    )


def publication(months: Sequence[MonthCount]) -> Chart | None:
    """Reviews over time, by their own date."""
    if not months:
        return None
    yearly = len(months) > 1 and all(month.month.month == 1 for month in months)
    values = [{"month": month.month.isoformat(), "reviews": month.reviews} for month in months]

    def spec(wide: bool) -> Spec:
        return {
            "data": {"values": values},
            "height": 200,
            "mark": {"type": "bar", "binSpacing": 0 if len(months) > 60 else 1},
            "encoding": {
                "x": {
                    "field": "month",
                    "timeUnit": "utcyear" if yearly else "utcyearmonth",
                    "type": "temporal",
                    "title": None,
                    "axis": {"grid": False, "tickCount": 12 if wide else 5, "labelOverlap": True, "format": "%Y"}
                    if len(months) > 24
                    else {"grid": False, "labelOverlap": True, "format": "%Y" if yearly else "%b %Y"},
                },
                "y": {
                    "field": "reviews",
                    "aggregate": "sum",
                    "type": "quantitative",
                    "title": None,
                    "axis": _COUNTS,
                },
            },
        }

    most = max(months, key=lambda month: month.reviews)
    step, shape = ("year", "%Y") if yearly else ("month", "%Y-%m")
    return _drawn(
        spec,
        f"Reviews by {step} of publication, from {months[0].month:{shape}} to {months[-1].month:{shape}}; "
        f"most in {most.month:{shape}}, {most.reviews:,}.",
    )


def coverage(sites: Sequence[SiteOverview]) -> Chart | None:
    """How full each field of the largest sites is: a square of site and field."""
    shown = [site for site in sites if site.present][:_SITES]
    if not shown:
        return None
    names = _labels(site.site or "(no site)" for site in shown)
    values = [
        {"site": name, "field": one.field, "share": one.filled / one.records}
        for name, site in zip(names, shown, strict=True)
        for one in site.coverage
    ]
    filled: dict[str, float] = {}
    for one in (one for site in shown for one in site.coverage):
        filled[one.field] = filled.get(one.field, 0) + one.filled / one.records
    fields = list(filled)
    emptiest = min(fields, key=lambda field: filled[field])

    def spec(wide: bool) -> Spec:
        x, y = ("field", "site") if wide else ("site", "field")
        angle = {"labelAngle": -45 if wide else -90, "orient": "top", "labelLimit": 120}
        plain = {"domain": False, "grid": False}
        return {
            "data": {"values": values},
            "height": {"step": 24},
            "encoding": {
                "x": {"field": x, "title": None, "sort": fields if wide else names, "axis": angle | plain},
                "y": {"field": y, "title": None, "sort": names if wide else fields, "axis": plain},
            },
            "layer": _heat("share", [0, 1], "format(datum.share * 100, '.0f')", numbers=wide or len(shown) <= 6),
        }

    return _drawn(
        spec,
        f"How many of the records of {len(shown)} sites have each of {len(fields)} fields, in per cent; "
        f"the emptiest field is {emptiest}. The table below has all numbers.",
    )


def ratings(outlets: Sequence[OutletOverview]) -> Chart | None:
    """The distribution of the ratings of each of the largest outlets."""
    shown = [outlet for outlet in outlets if outlet.rated][:_SMALL]
    if not shown:
        return None
    names = _labels(outlet.outlet for outlet in shown)
    values = [
        {
            "outlet": name,
            "bin": number / RATING_BINS,
            "to": (number + 1) / RATING_BINS,
            "share": count / outlet.rated,
        }
        for name, outlet in zip(names, shown, strict=True)
        for number, count in enumerate(outlet.bins)
    ]

    def spec(wide: bool) -> Spec:
        columns = 4 if wide else 2
        return {
            "data": {"values": values},
            "columns": columns,
            "facet": {
                "field": "outlet",
                "type": "nominal",
                "title": None,
                "sort": names,
            },
            "spacing": {"row": 12, "column": 14},
            "spec": {
                "width": (_WIDE - 110) // 4 if wide else (_NARROW - 66) // 2,
                "height": 70,
                "mark": {"type": "bar", "binSpacing": 1},
                "encoding": {
                    "x": {
                        "field": "bin",
                        "type": "quantitative",
                        "title": None,
                        "bin": {"binned": True},
                        "axis": {"values": [0, 0.5, 1], "grid": False, "format": ".1f"},
                    },
                    "x2": {"field": "to"},
                    "y": {
                        "field": "share",
                        "type": "quantitative",
                        "title": None,
                        "axis": {"format": ".0%", "tickCount": 3},
                    },
                },
            },
        }

    mildest = max(shown, key=lambda outlet: outlet.mean or 0)
    severest = min(shown, key=lambda outlet: outlet.mean or 0)
    return _drawn(
        spec,
        f"Histograms of the ratings, 0 to 1, of {len(shown)} outlets, each as the share of its ratings. The highest "
        f"mean has {printable(mildest.outlet)}, {mildest.mean or 0:.2f}, the lowest {printable(severest.outlet)}, "
        f"{severest.mean or 0:.2f}.",
        sized=True,
    )


def agreement(pairs: Sequence[OutletPair], outlets: Sequence[OutletOverview]) -> Chart | None:
    """How far apart the ratings of outlets are on the works that both have rated."""
    together = {name for pair in pairs for name in (pair.one, pair.other)}
    shown = [outlet.outlet for outlet in outlets if outlet.outlet in together][:_COMPARED]
    chosen = [pair for pair in pairs if pair.one in shown and pair.other in shown]
    if not chosen:
        return None
    names = _labels(shown)
    label = dict(zip(shown, names, strict=True))
    values = [
        {"one": label[one], "other": label[other], "distance": pair.distance}
        for pair in chosen
        for one, other in ((pair.one, pair.other), (pair.other, pair.one))
    ]
    top = max(0.05, *(pair.distance for pair in chosen))

    def spec(wide: bool) -> Spec:
        plain = {"domain": False, "grid": False, "labelLimit": 150 if wide else 90}
        return {
            "data": {"values": values},
            "height": {"step": 26},
            "encoding": {
                "x": {
                    "field": "one",
                    "title": None,
                    "sort": names,
                    "axis": plain | {"labelAngle": -45, "orient": "top"},
                },
                "y": {"field": "other", "title": None, "sort": names, "axis": plain},
            },
            "layer": _heat("distance", [0, top], "format(datum.distance, '.2f')", numbers=wide),
        }

    nearest, furthest = min(chosen, key=lambda pair: pair.distance), max(chosen, key=lambda pair: pair.distance)
    return _drawn(
        spec,
        f"Mean distance between the ratings of {len(shown)} outlets on works that both have rated, 0 to 1. Nearest are "
        f"{printable(nearest.one)} and {printable(nearest.other)}, {nearest.distance:.2f}; furthest apart "
        f"{printable(furthest.one)} and {printable(furthest.other)}, {furthest.distance:.2f}.",
    )


def rejects(counts: Sequence[RejectCount]) -> Chart | None:
    """Pages without a record, by reason."""
    by_reason: dict[str, int] = {}
    for count in counts:
        by_reason[count.reason] = by_reason.get(count.reason, 0) + count.pages
    values = [{"name": _short(reason), "pages": pages} for reason, pages in sorted(by_reason.items(), key=_by_count)]
    if not values:
        return None
    told = ", ".join(f"{each['name']} {each['pages']:,}" for each in values)
    return _drawn(_bars(values, "pages", _COUNTS), f"Pages without a record by reason: {told}.")


def confidence(fields: Sequence[FieldDoubts]) -> Chart | None:
    """How sure the values of each field are, on the mean."""
    values = [{"name": _short(field.field), "confidence": field.confidence} for field in fields]
    if not values:
        return None
    axis = {"format": ".0%", "tickCount": 5}
    told = ", ".join(f"{field.field} {field.confidence:.0%}" for field in fields)
    return _drawn(_bars(values, "confidence", axis, [0, 1]), f"Mean confidence by field, the least sure first: {told}.")


def drift(changes: Sequence[Drift]) -> Chart | None:
    """What changed the most: the share before and in the newest run."""
    shown = changes[:_DRIFTS]
    if not shown:
        return None
    names = _labels((f"{change.site or '(no site)'}: {change.field}" for change in shown), 44)
    ends = [
        {"name": name, "share": share, "when": when}
        for name, change in zip(names, shown, strict=True)
        for when, share in (("before", change.before), ("newest run", change.now))
    ]

    def spec(wide: bool) -> Spec:
        y = {"field": "name", "title": None, "sort": names, "axis": {"labelLimit": 280 if wide else 130, "grid": True}}
        x = {
            "field": "share",
            "type": "quantitative",
            "title": None,
            "scale": {"domain": [0, 1]},
            "axis": {"format": ".0%", "tickCount": 5},
        }
        return {
            "data": {"values": ends},
            "height": {"step": 26},
            "encoding": {"y": y},
            "layer": [
                {
                    "mark": {"type": "line", "color": "var(--chart-3)", "strokeWidth": 2},
                    "encoding": {"x": x, "detail": {"field": "name"}},
                },
                {
                    "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1},
                    "encoding": {
                        "x": x,
                        "color": _colours("when", ["before", "newest run"]),
                        "shape": {
                            "field": "when",
                            "scale": {"domain": ["before", "newest run"], "range": ["circle", "diamond"]},
                            "legend": None,
                        },
                    },
                },
            ],
        }

    told = "; ".join(
        f"{name} from {each.before:.0%} to {each.now:.0%}" for name, each in zip(names, shown, strict=True)
    )
    return _drawn(spec, f"Shares before and in the newest run: {told}.")


_COUNTS: Final = {"tickMinStep": 1, "tickCount": 5, "format": ",d"}


def _bars(
    values: list[dict[str, Any]], field: str, axis: Spec, domain: list[int] | None = None
) -> Callable[[bool], Spec]:
    def spec(wide: bool) -> Spec:
        scale = {"scale": {"domain": domain}} if domain else {}
        name = {"field": "name", "title": None, "sort": None, "axis": {"labelLimit": 240 if wide else 110}}
        return {
            "data": {"values": values},
            "height": {"step": 22},
            "mark": {"type": "bar"},
            "encoding": {
                "y": name,
                "x": {"field": field, "type": "quantitative", "title": None, "axis": axis} | scale,
            },
        }

    return spec


def _heat(field: str, domain: list[float], text: str, *, numbers: bool) -> list[Spec]:
    """A square whose colour is as strong as its value, but never so strong that the number on it cannot be read."""
    scale = {"domain": domain, "range": [0.03, 0.75], "clamp": True}
    squares = {
        "mark": {"type": "rect", "color": "var(--chart-heat)", "stroke": "var(--sheet)", "strokeWidth": 2},
        "encoding": {"fillOpacity": {"field": field, "type": "quantitative", "scale": scale, "legend": None}},
    }
    told = {
        "transform": [{"calculate": text, "as": "told"}],
        "mark": {"type": "text"},
        "encoding": {"text": {"field": "told"}},
    }
    return [squares, told] if numbers else [squares]


def _colours(field: str, names: list[str], columns: int | None = None) -> Spec:
    scale = {"domain": names, "range": [f"var(--chart-{number})" for number in range(1, len(names) + 1)]}
    return {"field": field, "type": "nominal", "scale": scale, "legend": {"columns": columns} if columns else {}}


def _unit(days: int) -> tuple[str, str]:
    """The step of a time axis, and how it is written, for so many days."""
    if days <= 62:
        return "yearmonthdate", "%-d %b %Y"
    return ("yearmonth", "%b %Y") if days <= 2_500 else ("year", "%Y")


def _by_count(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]


def _labels(texts: Iterable[str], length: int = _NAME_LENGTH) -> list[str]:
    """Short names for these, no two of them the same."""
    labels: list[str] = []
    for text in texts:
        label, number = _short(text, length), 2
        while label in labels:
            label, number = f"{_short(text, length - 4)} ({number})", number + 1
        labels.append(label)
    return labels


def _short(text: str, length: int = _NAME_LENGTH) -> str:
    text = printable(text)
    return text if len(text) <= length else text[: length - 1] + "…"


def _drawn(spec: Callable[[bool], Spec], described: str, *, sized: bool = False) -> Chart:
    """Draw a chart twice. `sized`: it says its own widths."""

    def draw(wide: bool) -> Markup:
        fit = {"width": _WIDE if wide else _NARROW, "autosize": {"type": "fit-x", "contains": "padding"}}
        return _svg(({} if sized else fit) | spec(wide) | {"config": _CONFIG})

    return Chart(wide=draw(True), narrow=draw(False), described=described)


def _svg(spec: Spec) -> Markup:
    try:
        import vl_convert
    except ImportError as error:
        raise UsageError("`report` needs the package vl-convert-python: pip install 'reviewlines[report]'") from error
    return checked(vl_convert.vegalite_to_svg(spec, vl_version=_VERSION, allowed_base_urls=[]))


def checked(drawing: str) -> Markup:
    """A drawing as it may stand in a page.

    Raises:
        ValueError: it is made of anything but shapes and text.
    """
    ElementTree.register_namespace("", _SVG[1:-1])
    root = ElementTree.fromstring(drawing)  # noqa: S314 - of our own drawing library, without a document type
    for element in root.iter():
        unknown = _unknown(element)
        if unknown:
            raise ValueError(f"a chart must not hold {', '.join(sorted(unknown))}")
    root.set("aria-hidden", "true")
    root.set("focusable", "false")
    return Markup(ElementTree.tostring(root, encoding="unicode"))  # noqa: S704 - checked, and escaped anew


def _unknown(element: ElementTree.Element) -> Iterable[str]:
    if element.tag.removeprefix(_SVG) not in _TAGS:
        return {element.tag}
    for name in [name for name in element.attrib if name.startswith("aria-") or name == "role"]:
        del element.attrib[name]
    return set(element.attrib) - _ATTRIBUTES
