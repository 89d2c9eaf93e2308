"""A figure as SVG text: slim, one drawing for light and dark paper, and as the address of an image."""

import re
from urllib.parse import quote, unquote

ADDRESS = "data:image/svg+xml,"
SAFE = "/:;=,!*+@ "
# Texts are drawn by the reader's fonts; they were measured with the first, and Verdana has its widths.
FONTS = "text{font-family:'DejaVu Sans',Verdana,sans-serif}"
IN_TAG = r"(?=[^<>]*>)"  # and not in a text, which may look like anything
NEEDLESS = re.compile(
    r"<\?xml.*?\?>\s*|<!DOCTYPE.*?>\s*|<!--.*?-->|<metadata>.*?</metadata>|<g\b[^>]*/>|"
    rf"(?: transform=\"rotate\(-0 [^\"]*\)\"| type=\"text/css\"|font-family: 'DejaVu Sans'(?:; )?){IN_TAG}",
    re.DOTALL,
)
PLACES = re.compile(r' (?:d|x|y|width|height)="[^"]*"| transform="(?:rotate|translate)[^"]*"' + IN_TAG)
LONG = re.compile(r"-?\d+\.\d{3,}")
ID = re.compile(rf' id="([^"]+)"{IN_TAG}')
REFERENCE = re.compile(rf'(href="|url\()#([^")]+){IN_TAG}')
RECTANGLE = re.compile(r'<clipPath id="(\w+)">\s*<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"')
CLIPPED = re.compile(r'(<path d="([MLQCz\d.\s-]*)") clip-path="url\(#(\w+)\)"')
FILL = re.compile(r' fill="(#[0-9a-f]{6})"' + IN_TAG)
BLACK = re.compile(r'(<text style="(?:(?!fill: )[^"])*)"')  # as matplotlib leaves it out
COLOUR = re.compile(r"#[0-9a-f]{6}\b" + IN_TAG)
VARIABLE = re.compile(r"--(c\d+):(#[0-9a-f]{6})")
SCHEMES = re.compile(r"<style>:root\{.*?</style>")
WHOLE = ":root{}.dark{display:none}@media (prefers-color-scheme:dark){.light{display:none}.dark{display:inline}}"


def slim(svg):
    """The same drawing in fewer bytes.

    Parameters
    ----------
    svg : str
        As matplotlib writes it, its texts as texts.

    Returns
    -------
    str
        Without declarations, comments, indentation, groups and ids that serve nothing, and clips that cut nothing off;
        places to a hundredth of a point; ids numbered as they come.

    Examples
    --------
    >>> slim('<svg>\\n <!-- axis --><g id="line_1">\\n  <path d="M 1.23456 7 \\nL -8.999999 2 \\n"/>\\n </g>\\n</svg>')
    '<svg>\\n<path d="M1.23 7L-9 2"/>\\n</svg>'
    """
    svg = BLACK.sub(r'\1; fill: #000000"', NEEDLESS.sub("", svg)).replace("</style>", FONTS + "</style>", 1)
    svg = _without_idle_clips(re.sub(r"\n\s+", "\n", svg))
    return _numbered(PLACES.sub(lambda found: _placed(found[0]), svg)).strip()


def recoloured(svg, colours):
    """The same drawing in other colours.

    Parameters
    ----------
    svg : str
        A slim drawing.
    colours : dict of str to str
        From each colour to another, as ``#rrggbb`` in small letters.

    Returns
    -------
    str or None
        None where it has a colour that is not among them, or pixels, which have colours of their own.

    Examples
    --------
    >>> recoloured('<svg><path style="fill: #ffffff"/></svg>', {"#ffffff": "#14181d"})
    '<svg><path style="fill: #14181d"/></svg>'
    """
    if "<image" in svg or not colours.keys() >= set(COLOUR.findall(svg)):
        return None
    return COLOUR.sub(lambda found: colours[found[0]], svg)


def both(light, dark):
    """One drawing for light and for dark paper, which follows what its reader prefers.

    Parameters
    ----------
    light, dark : str
        Slim drawings that differ in colours only; where they differ in more, both are kept, and one of them is shown.

    Returns
    -------
    str

    Examples
    --------
    >>> drawing = both('<svg><path style="fill: #ffffff"/></svg>', '<svg><path style="fill: #14181d"/></svg>')
    >>> plain(drawing, "dark")
    '<svg><path style="fill: #14181d"/></svg>'
    """
    light, dark = (FILL.sub(r' style="fill: \1"', one) for one in (light, dark))
    if COLOUR.split(light) != COLOUR.split(dark):
        return _one_of(light, dark)
    pairs = list(zip(COLOUR.findall(light), COLOUR.findall(dark), strict=True))
    names = {pair: f"c{number}" for number, pair in enumerate(dict.fromkeys(pairs))}
    left = iter(pairs)
    colours = ["".join(f"--{name}:{pair[mode]};" for pair, name in names.items()) for mode in (0, 1)]
    looks = f":root{{{colours[0]}}}@media (prefers-color-scheme:dark){{:root{{{colours[1]}}}}}"
    return _styled(COLOUR.sub(lambda _: f"var(--{names[next(left)]})", light), looks)


def plain(svg, mode="light"):
    """A drawing made by `both`, for ``light`` or ``dark`` paper alone: not every program asks what a reader prefers."""
    looks = SCHEMES.search(svg)[0]
    svg = svg.replace(looks, "", 1)
    if WHOLE in looks:
        light, dark = svg.split('<svg class="dark" ')
        light = light.replace('<g class="light">', "", 1).removesuffix("</g>") + "</svg>"
        return light if mode == "light" else "<svg " + dark.removesuffix("</svg>")
    known = VARIABLE.findall(looks)
    half = len(known) // 2
    colours = dict(known[:half] if mode == "light" else known[half:])
    return re.sub(r"var\(--(c\d+)\)" + IN_TAG, lambda name: colours[name[1]], svg)


def address(svg):
    """A drawing as the address of an image; compresses far better than base64."""
    return ADDRESS + quote(svg.replace("\n", ""), safe=SAFE).replace(" ", "%20")


def read(address):
    """The drawing at such an address; ValueError if there is none."""
    if not address.startswith(ADDRESS):
        raise ValueError("no address of an SVG drawing")
    return unquote(address.removeprefix(ADDRESS))


def _placed(numbers):
    rounded = LONG.sub(lambda found: f"{float(found[0]):.2f}".rstrip("0").rstrip("."), numbers)
    return re.sub(r"\s*\n", "", re.sub(r"([MLQC]) ", r"\1", rounded.replace("-0 ", "0 ")))


def _numbered(svg):
    """Ids by number, those without reference left out, and the groups that were there for them."""
    numbers = {name: f"i{number}" for number, name in enumerate(dict.fromkeys(r[1] for r in REFERENCE.findall(svg)))}
    svg = ID.sub(lambda found: f' id="{numbers[found[1]]}"' if found[1] in numbers else "", svg)
    svg = REFERENCE.sub(lambda found: f"{found[1]}#{numbers[found[2]]}", svg)
    kept, parts = [], []
    for part in re.split(r"(</?g\b[^>]*>\n?)", svg):
        if part.startswith("<g"):
            kept.append(part.strip() != "<g>")
        idle = part.strip() == "<g>" or (part.startswith("</g>") and not kept.pop())
        parts += [] if idle else [part]
    return "".join(parts)


def _without_idle_clips(svg):
    """The same drawing without the clips that cut nothing off; some programs take as long for each as for a page."""
    frames = {name: tuple(map(float, numbers)) for name, *numbers in RECTANGLE.findall(svg)}

    def kept(match):
        start, path, name = match.groups()
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", path)]
        if name not in frames or not numbers:
            return match[0]
        x, y, width, height = frames[name]
        inside = x <= min(numbers[::2]) and max(numbers[::2]) <= x + width
        inside = inside and y <= min(numbers[1::2]) and max(numbers[1::2]) <= y + height
        return start if inside else match[0]

    return CLIPPED.sub(kept, svg)


def _one_of(light, dark):
    """Both drawings in one, each with ids of its own."""
    end = light.rindex("</svg>")
    other = ID.sub(r' id="d\1"', REFERENCE.sub(r"\1#d\2", dark)).replace("<svg ", '<svg class="dark" ', 1)
    return _styled(light[:end].replace(">", '><g class="light">', 1) + "</g>" + other + light[end:], WHOLE)


def _styled(svg, looks):
    return svg.replace(">", f"><style>{looks}</style>", 1)
