"""Numbers of persons for shared pages: which are told, which are withheld, and how that is said."""

from dataclasses import dataclass

import pandas as pd

from engagement.disclosure.complementary import complemented
from engagement.disclosure.linked import linked, name_of, persons_behind
from engagement.disclosure.rules import WITHHELD, Rule


@dataclass(frozen=True)
class Told:
    """What is told of some tables, and what is withheld.

    Attributes
    ----------
    cells : pandas.DataFrame
        As `engagement.disclosure.linked.Linked.cells`, with ``few`` (fewer persons than the minimum) and ``withheld``.
    rule : Rule
    """

    cells: pd.DataFrame
    rule: Rule

    def withheld(self, table):
        """Whether each cell of a table is withheld.

        Parameters
        ----------
        table : sequence of str
            Its columns.

        Returns
        -------
        dict
            By value of the column, or by tuple of values where it has several.
        """
        mine = self.cells[(self.cells["table"] == name_of(table)) & (self.cells["key"].map(len) > 0)]
        keys = mine["key"].map(lambda key: key[0] if len(key) == 1 else key)
        return dict(zip(keys, mine["withheld"].tolist(), strict=True))

    def words(self, table, key):
        """A cell in words: its number, rounded, or ``withheld``."""
        place = (self.cells["table"] == name_of(table)) & (self.cells["key"] == key)
        if not place.any():
            return "0"
        cell = self.cells[place].iloc[0]
        return WITHHELD if cell["withheld"] else f"{self.rule.rounded(cell['value']):,}"

    def note(self, *tables):
        """A sentence that says how many numbers are withheld, and why; of some tables, or of all.

        Returns
        -------
        str
        """
        mine = self.cells[~self.cells["told"] & (self.cells["value"] > 0)]
        mine = mine[mine["table"].isin([name_of(table) for table in tables])] if tables else mine
        return said(int(mine["withheld"].sum()), len(mine), self.rule)


def said(withheld, of, rule):
    """How many numbers are withheld, and why, in words.

    Examples
    --------
    >>> said(0, 12, Rule())
    'Every number rests on 5 persons or more; numbers are rounded to multiples of 5.'
    """
    rounding = f"numbers are rounded to multiples of {rule.rounding}"
    if not withheld:
        return f"Every number rests on {rule.minimum} persons or more; {rounding}."
    return (
        f"Withheld are {withheld} of {of} numbers, and their shares: {rule.few} are behind them, or behind others that "
        f"could be had from them by subtraction; {rounding}."
    )


def said_of(withheld, noun, rule):
    """That some numbers are withheld, and why, in words; nothing where none are.

    Examples
    --------
    >>> said_of(2, "meeting", Rule())
    'Withheld: 2 meetings, as fewer than 5 persons are behind a number, or behind one that could be had from it.'
    >>> said_of(0, "meeting", Rule())
    ''
    """
    if not withheld:
        return ""
    many = f"{withheld} {noun}" + ("" if withheld == 1 else "s")
    return f"Withheld: {many}, as {rule.few} are behind a number, or behind one that could be had from it."


def tell(rows, tables, axes, rule, told=()):
    """Decide which numbers of some tables are told.

    Parameters
    ----------
    rows : pandas.DataFrame
        One row a person and meeting, with ``meeting_id``, ``person`` and the columns of the tables.
    tables : sequence of sequence of str
        Columns of each table; they are taken as shown together with their totals, and with the total of all rows.
    axes : sequence of sequence of str
        Columns whose values a reader knows to come together, such as a country and its region.
    rule : Rule
    told : sequence of sequence of str
        Further tables over the same rows that are told in any case, such as participants of each meeting.

    Returns
    -------
    Told
        A number with fewer persons behind it than the rule's minimum is withheld, and so are others as far as it takes
        that no such number can be found from all those told, see `engagement.disclosure.complementary`. Totals are
        told, and so are zeros. The same rows give the same choice.

    Raises
    ------
    DataError
        If a column is not there or in no axis.

    Examples
    --------
    >>> rows = pd.DataFrame({"meeting_id": "M", "person": range(22), "side": list("aa" + "b" * 6 + "c" * 14)})
    >>> tell(rows, [["side"]], [["side"]], Rule()).withheld(["side"])
    {'a': True, 'b': True, 'c': False}
    """
    found = linked(rows, tables, axes, told)
    few = ((found.cells["persons"] < rule.minimum) & (found.cells["value"] > 0) & ~found.cells["told"]).to_numpy()
    cells = found.cells.assign(few=few, withheld=complemented(found, few, rule.minimum))
    return Told(cells, rule)


def shareable(attendances, rule, absent="registered only"):
    """Attendance without the meetings that so few persons took part in that they are in no number of a shared page.

    Parameters
    ----------
    attendances : pandas.DataFrame
        As `engagement.activities.attendances` gives; with ``meeting_id``, ``person``, ``presence``.
    rule : Rule
    absent : str
        The presence of those who only registered.

    Returns
    -------
    pandas.DataFrame
        ``attrs["few"]`` counts the meetings left out. Since a meeting is left out of everything, none can be found
        as the difference of two numbers.

    Examples
    --------
    >>> rows = pd.DataFrame({"meeting_id": [*"MMMMM", "N"], "person": range(6), "presence": "remote"})
    >>> shareable(rows, Rule()).attrs["few"]
    1
    """
    persons = persons_behind(attendances[attendances["presence"] != absent], ["meeting_id"])
    many = persons.set_axis([key[0] for key in persons.index])
    there = attendances["meeting_id"].astype(object).map(many.to_dict())
    kept = attendances[(there >= rule.minimum).to_numpy()]
    kept.attrs = {**attendances.attrs, "few": int((many < rule.minimum).sum())}
    return kept


def few_meetings(count, rule):
    """What is said of meetings left out; nothing where there are none."""
    if not count:
        return ""
    there = "is 1" if count == 1 else f"are {count}"
    return f"Meetings that {rule.few} took part in are in no number here; there {there}."
