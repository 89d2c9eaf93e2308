"""Rapporteurs, editors and management of an ITU-T group, as saved from ITU's site: file -> rows, without addresses."""

import re
from collections import defaultdict

import pandas as pd

from engagement.sources.itut_about import about
from engagement.sources.itut_pages import ADD_PERIOD, ADDRESSED, BODY, ITUT, NAME_GROUP, List, is_addressed
from engagement.sources.itut_roles import seat
from engagement.sources.reader import PLACE, Found, Reader, Rows, problems
from engagement.sources.reference_lists import ADD_COUNTRY, COUNTRY_HEADINGS, countries
from engagement.sources.shapes import Shape
from engagement.sources.web_pages import lines

NAME, TITLE, TABLE = "itut-leadership", "list of ITU-T rapporteurs or of a management team", "roles"
SHAPE = Shape(
    {
        "first_name": ("First name", "Firstname", "Given name", "Given names", "Forename", "Prénom", "Nombre"),
        "last_name": ("Last name", "Lastname", "Surname", "Family name", "Name", "Full name", "Nom", "Apellidos"),
        "role": ("Role", "Function", "Position", "Role / Function", "Capacity", "Rôle", "Fonction", "Función"),
        "organization": ("Company", "Organization", "Organisation", "Company / Organization", "Entity", "Affiliation",
                         "Employer", "Société", "Empresa", "Organización"),
        "question": ("Question", "Question(s)", "Questions", "Q", "Scope", "Cuestión"),
        "party": ("Working party", "WP", "Working parties"),
        "country": (*COUNTRY_HEADINGS, "Nationality", "Pays", "País"),
        "address": ("Address", "Postal address", "Adresse", "Dirección"),
        "telephone": ("Telephone", "Tel", "Tel.", "Phone", "Telephone number", "Téléphone", "Teléfono"),
        "fax": ("Fax",),
        "email": ("E-mail", "Email", "Mail", "E-mail address", "Courriel"),
        "start": ("Start", "From", "Since", "Appointed", "Start date", "Appointed on"),
        "end": ("End", "Until", "To", "End date"),
    },
    ("last_name", "role", "organization"),
)  # fmt: skip
# The site's own pages have no headings; their parts are called ContentPlaceHolder1_dtlRappQues_lblFName_0 and the like.
PARTS = {
    "lblFName": "first_name", "lblLName": "last_name", "lblRole": "role", "lblTitle": "role",
    "lblCompany": "organization", "lblAddress": "address", "lblCountry": "country", "lblQWP": "section",
    "lblWP": "party",
}  # fmt: skip
PART = re.compile(rf"^(.*?)({'|'.join(PARTS)})((?:_\d+)?)$")
READ = ("first_name", "last_name", "role", "question", "party", "section", "country", "start", "end")
COLUMNS = ("role", "role_printed", "group", "scope", "period", "person", "organization_printed", "country", "start",
           "end")  # fmt: skip
ADDRESS = re.compile(r"\b(?:loqr|mgmt)\.aspx", re.IGNORECASE)
VACANT = re.compile(
    r"\W*(?:vacan\w*|open|tb[adc]|to be (?:appointed|determined|confirmed|nominated)|n/?a|none)?\W*", re.IGNORECASE
)
WRITE = "write a row for each role into the form: engagement template roles FILE.xlsx"


def _take(contents):
    """The claim to a page of persons, marked as on the site itself or listed under headings."""
    people = _people(contents.page) if contents.page is not None else None
    if not people:
        return LIST.take(contents)
    page = contents.page
    addressed = is_addressed(page, ADDRESS)
    if not addressed and not ITUT.search(f"{page.title} {page.text[:3000]}"):
        return None
    facts = about(page)
    frame = pd.DataFrame(people).assign(sheet="persons", row=range(1, len(people) + 1))
    rows, wrong = _seats(frame, facts)
    return Found(
        read=lambda: iter([Rows(rows, wrong, len(rows))]),
        sure=len(SHAPE.required) + ADDRESSED,
        basis=page.basis,
        notes=(*page.notes, *_without_country(rows, wrong)),
    )


def _people(page):
    """The persons of a page whose parts have names, each a dict of text."""
    found = defaultdict(dict)
    for identifier, texts in page.marked:
        part = PART.match(identifier)
        if part and texts:
            found[part[1], part[3]].setdefault(PARTS[part[2]], "\n".join(texts))
    people, section = [], ""
    for one in found.values():
        section = one.get("section", section)
        if ("last_name" in one or "first_name" in one) and {"role", "organization"} & set(one):
            people.append(one | {"section": section, "country": one.get("country") or _country_in(one.get("address"))})
    return people


def _country_in(address):
    """The last line of an address, where it is a country; the rest is not looked at."""
    last = next(reversed(lines(address or "")), "")
    return last if countries().code(last) else ""


def _without_country(rows, wrong):
    sound = rows[~rows["row"].isin(wrong["row"])]
    missing = int(sound["country"].isna().sum())
    if missing:
        yield f"of {missing:,} persons the last line of the address is no known country, and none was put in"


def _convert(frame, context):
    across = context.facts["across"].get(context.sheet, {})
    sections = pd.Series({number: " ".join(cells) for number, cells in across.items()}, dtype="string")
    above = sections.reindex(frame["row"], method="ffill").to_numpy() if len(sections) else pd.NA
    return _seats(frame.assign(section=above), context.facts)


def _seats(frame, facts):
    """Rows of the table roles; every one that cannot be understood is told."""
    frame = frame.reindex(columns=[*SHAPE.fields, "section", *PLACE])
    rows, wrong = [], []
    for printed in frame.to_dict("records"):
        said = {name: _line(printed[name]) for name in READ} | {"organization": _organization(printed)}
        row, fault = _seat(said, facts)
        rows.append(row)
        wrong += [(printed["sheet"], printed["row"], *fault)] if fault else []
    texts = {name: pd.array([row.get(name) for row in rows], dtype="string") for name in COLUMNS}
    place = {name: frame[name].to_numpy() for name in PLACE}
    return pd.DataFrame(texts).assign(body=BODY, **place), problems(wrong)


def _seat(said, facts):
    """A row of the table, and what is wrong with it: column, value, reason and remedy."""
    person = " ".join(filter(None, (said["first_name"], said["last_name"])))
    person = " ".join(word for word in person.split() if "@" not in word)
    own = _own_scope(said)
    role, scope, unknown = seat(said["role"], own or said["section"], facts["group"])
    group = facts["group"] or _group_of(scope)
    country = countries().code(said["country"]) if said["country"] else None
    row = {
        "role": role,
        "role_printed": said["role"] or None,
        "group": group,
        "scope": scope,
        "period": facts["period"],
        "person": None if VACANT.fullmatch(person) else person,
        "organization_printed": said["organization"] or None,
        "country": country,
        "start": said["start"] or None,
        "end": said["end"] or None,
    }
    return row, _fault(said, row, person, own if unknown else "", facts)


def _fault(said, row, person, unknown, facts):
    if person and VACANT.fullmatch(person):
        return "person", person, "the seat is vacant", "nothing to do: it is not counted"
    if not person and not said["organization"]:
        return "person", None, "is missing, and so is the organization", "fill one of them in"
    if row["role"] is None:
        why = "names no single role that is known here" if said["role"] else "is missing"
        return "role", said["role"] or None, why, WRITE
    if unknown:
        return "scope", unknown, "is neither a Question nor a working party", "write it as Q16/13 or WP1/13"
    if said["country"] and row["country"] is None:
        return "country", said["country"], "is no country by any known spelling", ADD_COUNTRY
    if row["group"] is None:
        return "group", None, "neither the page nor the role says of which group it is", NAME_GROUP
    if facts["period_number"] and not row["period"]:
        return "period", facts["period_number"], "is no number of a study period", ADD_PERIOD
    return None


def _own_scope(said):
    """Working party and Questions from the columns of the row."""
    party = f"WP{said['party']}" if said["party"].isdigit() else said["party"]
    return " ".join(filter(None, (party, said["question"])))


def _group_of(scope):
    of = {one.partition("/")[2] for one in (scope or "").split("; ")} - {""}
    return f"SG{of.pop()}" if len(of) == 1 else None


def _organization(printed):
    """The company; lines below it are its address, unless that has a column of its own."""
    of = lines(_text(printed["organization"]))
    return ", ".join(of if pd.notna(printed["address"]) else of[:1])


def _line(value):
    return " ".join(_text(value).split())


def _text(value):
    return "" if pd.isna(value) else value


def _has_roles(rows):
    """Whether most rows of a list name roles that are known."""
    return rows.present > 0 and rows.frame["role"].notna().mean() > 0.5


LIST = List(NAME, TITLE, TABLE, SHAPE, _convert, ADDRESS, _has_roles)
READERS = (Reader(NAME, TITLE, TABLE, _take),)
