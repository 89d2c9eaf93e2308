"""What a study states before it is run: every key of its file, and what may stand there."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from engagement.evidence.studies.wording import causal

MAIN = (
    "dataset", "options", "outcome", "engagement", "effects", "cluster", "controls", "lag", "smallest_effect",
)  # fmt: skip
Text = Annotated[str, Field(min_length=1)]
Year = Annotated[int, Field(ge=1865, le=2200)]
Columns = list[Text]


class Part(BaseModel):
    """A part of the file; no key beyond those it has."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Window(Part):
    """When the outcome is counted: so many years from the day of engagement (0: on that very occasion)."""

    years: Annotated[int, Field(ge=0, le=50)]
    since: Year | None = None
    until: Year | None = None

    @model_validator(mode="after")
    def _in_order(self):
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"since {self.since} comes after until {self.until}; exchange them")
        return self


class Outcome(Part):
    """What is counted: a column, its words, its unit, and what it is proportional to."""

    column: Text
    words: Text
    unit: Text
    window: Window
    exposure: Text | None = None


class Engagement(Part):
    """A measure of engagement, and the contrast that the answer is told for."""

    column: Text
    words: Text
    per: Annotated[float, Field(gt=0)] = 1.0
    told: Text  # "10 more contributions per meeting go with"

    @model_validator(mode="after")
    def _only_goes_with(self):
        if not self.told.endswith((" go with", " goes with")):
            raise ValueError(f"told is {self.told!r}; it ends in 'go with' or 'goes with', and the number follows")
        return self


class Alternatives(Part):
    """The reasonable alternatives of each choice; the main choice is always among them."""

    outcomes: Columns = []
    measures: Columns = []
    controls: list[Columns] = []
    effects: list[Columns] = []
    samples: dict[Text, Text] = {}  # words to a column of yes and no
    lags: list[Annotated[int, Field(ge=1)]] = []


class Placebo(Part):
    """The lead: whose later engagement, in which column of time, how many occasions ahead; or why there is none."""

    unit: Text | None = None
    time: Text | None = None
    lead: Annotated[int, Field(ge=1)] = 1
    step: Annotated[float, Field(gt=0)] | None = None
    within: Text | None = None
    none: Text | None = None

    @model_validator(mode="after")
    def _one_of_two(self):
        if (self.none is None) == (self.unit is None or self.time is None):
            raise ValueError("give unit and time, or under none the reason why there is no lead")
        return self


class LeftOut(Part):
    """What is left out one at a time: each, or so many as ought to change the answer most (``largest``)."""

    column: Text
    words: Text
    largest: Annotated[int, Field(ge=1)] | None = None


class Study(Part):
    """A study as its file states it.

    Attributes
    ----------
    question : str
        In words.
    dataset : str
        One of `engagement.evidence.studies.datasets.DATASETS`.
    options : dict
        For that data set.
    outcome : Outcome
    engagement : tuple of Engagement
        The main term first; the others are held.
    unit : str
        What a row is, as a noun in the plural: ``RFCs``.
    effects, controls : list of str
    cluster : str
    lag : int
        How many occasions before the outcome engagement is taken; the panel may have its own delay in the window.
    between : str or None
        Column of the groups within and between which the answer is split.
    alternatives, placebo, leave_out
    smallest_effect : float
        The smallest effect that would matter, as a share of the mean outcome, for the contrast told.
    unmeasured, limits : list of str
        What might move both sides and was not measured; what else the answer does not say.
    resolutions : int
        Plausible resolutions of the names of organizations to go through; 0 where none are in play.
    """

    question: Text
    dataset: Text
    options: dict[str, int | float | str | bool] = {}
    outcome: Outcome
    engagement: Annotated[list[Engagement], Field(min_length=1)]
    unit: Text
    effects: Columns = []
    cluster: Text
    controls: Columns = []
    lag: Annotated[int, Field(ge=0)] = 0
    between: Text | None = None
    alternatives: Alternatives = Alternatives()
    placebo: Placebo
    leave_out: list[LeftOut] = []
    smallest_effect: Annotated[float, Field(gt=0, lt=10)]
    unmeasured: Annotated[list[Text], Field(min_length=1)]
    limits: Annotated[list[Text], Field(min_length=1)]
    resolutions: Annotated[int, Field(ge=0, le=100)] = 0

    @model_validator(mode="after")
    def _checked(self):
        said = [self.outcome.words, self.outcome.unit, self.unit, *(one.words for one in self.engagement),
                *(one.told for one in self.engagement)]  # fmt: skip
        for text in said:
            if found := causal(text):
                raise ValueError(f"{text!r} says {found!r}; the words of a study say what goes with what, no more")
        if self.resolutions == 1:
            raise ValueError("resolutions is 1; give 0 for none, or 2 and more to see how they differ")
        if self.lag and self.placebo.unit is None:
            raise ValueError(
                "a lag needs unit and time of the placebo: they say which rows are earlier ones of the same"
            )
        return self

    @property
    def main(self):
        """The measure of engagement asked about."""
        return self.engagement[0]

    @property
    def held(self):
        """The further measures and the controls, that the model holds."""
        return [*(one.column for one in self.engagement[1:]), *self.controls]

    @property
    def formula(self):
        """The main model."""
        return f"{self.outcome.column} ~ {' + '.join([self.main.column, *self.held])}"

    def choices(self):
        """The main choices, as plain values: what may not change once results exist. Words may."""
        whole = self.model_dump(mode="json", include=set(MAIN))
        whole["outcome"] = {key: whole["outcome"][key] for key in ("column", "exposure", "window")}
        whole["engagement"] = [{key: one[key] for key in ("column", "per")} for one in whole["engagement"]]
        return whole
