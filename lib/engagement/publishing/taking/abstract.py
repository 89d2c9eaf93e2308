"""The abstract of a document: 150 to 200 words out of the report's own sentences."""

LEAST, MOST = 150, 200
TELLING = 12  # words; shorter paragraphs say little without what stands around them
STANDING = (
    "Every estimate in this document states how many observations it rests on, its interval where one can be given, "
    "and its basis.",
    "The basis says whether a number is typed from a published source, computed from real records, or computed from "
    "demonstration records with a known truth.",
    "The analysis answers WTSA Resolution 68, which asks for statistical analyses of industry engagement in terms of "
    "contributions, attendance and leadership.",
    "That participation has an impact on the market is treated as a hypothesis to test and not as an assumption.",
    "Intervals that cover the value of no difference are read as no finding.",
    "No individual is named, and cells that could single out a person are left out.",
    "Figures carry an alternative text, and their data can be had as tables.",
    "The notebook behind this document can be run again, and gives the same numbers from the same records.",
    "Limits of the data are stated in its last section.",
)


def abstract(told, main):
    """An abstract of 150 to 200 words.

    Parameters
    ----------
    told : dict
        ``headline`` of the report, which comes first.
    main : bs4.Tag
        The body of its page. The first computed paragraph of each section is taken while there is room, then the
        second ones, then captions of figures and tables, then what holds for all reports.

    Returns
    -------
    str
    """
    said = [(place, *one) for place, one in enumerate(_said(main))]
    by_turn = [text for *_, text in sorted(said, key=lambda one: (one[1], one[0])) if len(text.split()) >= TELLING]
    captions = [plain(one) for one in main.find_all("figcaption")]
    chosen, count = [], 0
    for text in dict.fromkeys(filter(None, [told["headline"], *by_turn, *captions, *STANDING])):
        words = len(text.split())
        if count < LEAST and count + words <= MOST:
            chosen.append(text)
            count += words
    order = {text: place for place, _, text in said}
    chosen.sort(key=lambda text: -1 if text == told["headline"] else order.get(text, len(said)))
    return " ".join(_ended(text) for text in chosen)


def plain(element):
    """The text of an element, what it rests on after it in brackets, without its number."""
    text = " ".join("".join(
        one for one in element.find_all(string=True) if not one.find_parent("span", class_=["basis", "count"])
    ).split())  # fmt: skip
    bases = [one.get_text() for one in element.find_all("span", class_="basis")]
    return f"{text} [{', '.join(bases)}]" if bases and text else text


def _said(main):
    """For each computed paragraph, which one of its section it is, and its text."""
    turn = 0
    for element in main.find_all(["h2", "p"]):
        if element.name == "h2":
            turn = 0
        elif "said" in element.get("class", []):
            yield turn, plain(element)
            turn += 1


def _ended(text):
    return text if text.endswith((".", "!", "?", "]")) else f"{text}."
