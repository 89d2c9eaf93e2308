"""What may be told of persons in shared pages: few are withheld, and so are numbers that would give them away."""

from engagement.disclosure.coarse import coarse, kept_back
from engagement.disclosure.rules import WITHHELD, Rule, rule_for
from engagement.disclosure.withholding import Told, few_meetings, said_of, shareable, tell

__all__ = [
    "WITHHELD", "Rule", "Told", "coarse", "few_meetings", "kept_back", "rule_for", "said_of", "shareable", "tell",
]  # fmt: skip
