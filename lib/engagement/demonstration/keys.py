"""The keys of truth.yml: what each may say."""

import datetime
from typing import Annotated, Literal

import pydantic
from pydantic import Field

from engagement.tables.meeting_records import OUTCOMES
from engagement.tables.member_records import MEMBER_KINDS
from engagement.tables.reference import REGIONS
from engagement.tables.work_records import OPTIONS, PROCESSES

Share = Annotated[float, Field(ge=0, le=1)]
Spread = Annotated[float, Field(ge=0, le=5)]
Step = Annotated[float, Field(ge=-3, le=3)]
Times = Annotated[float, Field(gt=0, le=1000)]
Count = Annotated[int, Field(ge=1, le=1_000_000)]
OTHER_KINDS = ("working party", "rapporteur group", "joint")
MemberKind = Literal[tuple(kind for kind in MEMBER_KINDS if kind != "not a member")]
Country = Annotated[str, Field(pattern=r"^([A-Z]{2}|others)$")]


def _adding_to_one(shares):
    total = sum(shares.values())
    if abs(total - 1) > 1e-6:
        raise ValueError(f"the shares add up to {total:.6g}; make them add up to 1")
    return shares


def _kinds_adding_to_one(kinds):
    _adding_to_one({name: kind.share for name, kind in kinds.items()})
    return kinds


def _shares(words):
    """Words with the share of each."""
    return Annotated[dict[Literal[tuple(words)], Share], pydantic.AfterValidator(_adding_to_one)]


class Part(pydantic.BaseModel):
    """A part of the file: knows its keys and takes no others."""

    model_config = pydantic.ConfigDict(extra="forbid", strict=True, frozen=True)


class Group(Part):
    """What a group has; Questions are counted only where they are made up."""

    questions: Annotated[int, Field(ge=1, le=99)] | None = None
    plenaries: Annotated[int, Field(ge=2, le=20)]
    working_parties: Annotated[int, Field(ge=1, le=9)]
    recommendations: Annotated[str, Field(pattern=r"^[A-Z]\.\d{4}$")]


class Totals(Part):
    """Rows at factor 1."""

    organizations: Annotated[int, Field(ge=20, le=20_000)]
    meetings: Annotated[int, Field(ge=20, le=1000)]
    contributions: Count
    attendances: Count
    persons: Count
    work_items: Annotated[int, Field(ge=11, le=100_000)]


class Margins(Part):
    """How published means become sizes of meetings."""

    least_meetings: Count
    size_sd: Spread


class Kind(Part):
    """A kind of member."""

    share: Share
    activity: Times
    attendance: Times


class Organizations(Part):
    """Who takes part."""

    activity_sd: Spread
    specialization_sd: Spread
    developing_share: Share
    same_country: Share
    name_variants: Share
    kinds: Annotated[dict[MemberKind, Kind], pydantic.AfterValidator(_kinds_adding_to_one)]
    countries: dict[Country, Times]
    active_countries: dict[Annotated[str, Field(pattern=r"^[A-Z]{2}$")], Times]

    @pydantic.field_validator("countries")
    @classmethod
    def _with_others(cls, countries):
        if "others" not in countries:
            raise ValueError("there is no weight for others; add it")
        return countries


class Churn(Part):
    """How members come and go."""

    joined_in_period: Share
    leaving_per_year: Share
    returning: Share
    years_away: Times


class MeetingKind(Part):
    """A kind of meeting beside plenaries."""

    share: Share
    size: Times


class Meetings(Part):
    """Meetings beside plenaries, and places."""

    kinds: Annotated[dict[Literal[OTHER_KINDS], MeetingKind], pydantic.AfterValidator(_kinds_adding_to_one)]
    joint_with: Annotated[list[str], Field(min_length=1)]
    places: Annotated[dict[str, Share], Field(min_length=1), pydantic.AfterValidator(_adding_to_one)]


class Break(Part):
    """What changes on a day."""

    day: datetime.date
    participants_step: Step
    contributions_step: Step
    remote_before: Share
    virtual_after: Share
    remote_after: Share


class Contributions(Part):
    """What documents look like."""

    sources_mean: Annotated[float, Field(ge=1, le=6)]
    more_questions: Share
    about_item: Share
    by_champions: Share
    revised: Share
    outcomes: _shares(OUTCOMES)


class Attendance(Part):
    """Who comes."""

    activity_sd: Spread
    stray: Annotated[float, Field(gt=0, le=1)]
    retention: Annotated[float, Field(ge=0, le=10)]
    years_active: Times
    registered_only: Share


class Bias(Part):
    """What seats go by."""

    merit: Annotated[float, Field(ge=0, le=3)]
    developed: Step
    regions: dict[Literal[tuple(REGIONS)], Step]

    @pydantic.field_validator("regions")
    @classmethod
    def _all_regions(cls, regions):
        if missing := [region for region in REGIONS if region not in regions]:
            raise ValueError(f"regions {', '.join(missing)} are missing; add them, with 0 for no bias")
        return regions


class Leadership(Part):
    """Seats."""

    vice_chairs: Annotated[int, Field(ge=0, le=30)]
    associate_rapporteurs: Share
    liaison_rapporteurs: Share
    replaced: Share
    management: Bias
    experts: Bias


class WorkItems(Part):
    """The work programme."""

    carried_over: Share
    median_days: Annotated[float, Field(ge=1, le=5000)]
    duration_sd: Spread
    deleted: Share
    interest_sd: Spread
    processes: _shares(PROCESSES)
    supporters_mean: Annotated[float, Field(ge=1, le=20)]
    pages_per_group: Annotated[int, Field(ge=0, le=1000)]
    priorities: Annotated[dict[str, Share], Field(min_length=1), pydantic.AfterValidator(_adding_to_one)]


class Shocks(Part):
    """What the Questions of a group share."""

    contributions_sd: Spread
    citations_sd: Spread


class Value(Part):
    """Citations."""

    contributions_effect: Step
    base: Times
    group_sd: Spread
    dispersion: Times
    peak_years: Times
    last_year: Annotated[int, Field(ge=1990, le=2100)]


class Patents(Part):
    """Patent statements."""

    statements_mean: Annotated[float, Field(ge=0, le=50)]
    contributions_effect: Step
    options: _shares(OPTIONS)


class Priorities(Part):
    """What executives name."""

    occasions: Annotated[int, Field(ge=1, le=50)]
    themes: Annotated[int, Field(ge=1, le=20)]


class Truth(Part):
    """The whole file."""

    seed: Annotated[int, Field(ge=0)]
    period: Annotated[str, Field(pattern=r"^T\d\d$")]
    groups: Annotated[dict[Annotated[str, Field(pattern=r"^SG\d{1,2}$")], Group], Field(min_length=1)]
    totals: Totals
    margins: Margins
    organizations: Organizations
    churn: Churn
    meetings: Meetings
    break_2020: Break
    contributions: Contributions
    attendance: Attendance
    leadership: Leadership
    work_items: WorkItems
    group_shocks: Shocks
    value: Value
    patents: Patents
    priorities: Priorities

    @pydantic.model_validator(mode="after")
    def _room_for_other_meetings(self):
        plenaries = sum(group.plenaries for group in self.groups.values())
        if plenaries >= self.totals.meetings:
            raise ValueError(
                f"the groups have {plenaries} plenaries and totals.meetings is {self.totals.meetings}; "
                f"raise it above that, or lower plenaries"
            )
        names = [group.recommendations for group in self.groups.values()]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"recommendations {', '.join(twice)} stands for two groups; give each its own")
        return self
