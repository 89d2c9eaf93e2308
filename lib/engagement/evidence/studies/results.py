"""The result of a study: one object with its nine parts."""

from dataclasses import dataclass, field

import pandas as pd

from engagement.estimate import Estimate
from engagement.evidence.placebo import Placebo
from engagement.evidence.sensitivity import EValue
from engagement.evidence.specifications import SpecificationCurve
from engagement.evidence.studies.definition import Study
from engagement.evidence.studies.grading import Grade
from engagement.evidence.studies.register import Registration
from engagement.evidence.within_between import WithinBetween


@dataclass(frozen=True)
class Answer:
    """The answer and what the study could have seen, for the contrast that is told.

    Attributes
    ----------
    effect : Estimate
        Change of the outcome in its natural unit.
    ratio : Estimate
        The same as a rate ratio.
    row : pandas.Series
        estimate, se, freedom, low, high, p of the coefficient on the log scale, a unit of the measure.
    smallest : float or None
        Smallest increase of the outcome that is detected with a chance of 80% at the 5% level, in its natural unit.
    matters : float
        Smallest increase that would matter, in the natural unit.
    probability : float or None
        That the sign is as estimated, judged by chance alone: 1 - p / 2.
    mean : float
        Mean outcome.
    power : float or None
        Chance to detect, at the 5% level, the smallest effect that would matter.
    """

    effect: Estimate
    ratio: Estimate
    row: pd.Series | None
    smallest: float | None
    matters: float
    probability: float | None
    mean: float
    power: float | None


@dataclass(frozen=True)
class Unmeasured:
    """How strong something unmeasured would have to be.

    Attributes
    ----------
    e_value : EValue
        Of the rate ratio of the contrast told.
    robustness, robustness_sure : float or None
        Robustness value of a linear form of the model, for its estimate and for its significance at 5%; None where
        it could not be fitted.
    why : tuple of str
        What was not measured.
    """

    e_value: EValue
    robustness: float | None
    robustness_sure: float | None
    why: tuple


@dataclass(frozen=True)
class Matching:
    """How far the matching of names to organizations moves the answer.

    Attributes
    ----------
    pooled : Estimate
        Over plausible resolutions, by Rubin's rules.
    each : tuple of Estimate
    share : float
        Of the variance that is the matching's.
    sign_turns, conclusion_turns : bool
        Whether some resolution has the other sign, or another conclusion.
    """

    pooled: Estimate
    each: tuple
    share: float
    sign_turns: bool
    conclusion_turns: bool


@dataclass(frozen=True)
class DataQuality:
    """What the answer rests on.

    Attributes
    ----------
    rows : int
        Of the panel.
    used : int
        Of the main model.
    left_out : dict of str to int
        Why others are not in the panel, or not in the model.
    missing : dict of str to int
        Rows of the panel without a value, by column named in the study.
    period : str
        First to last year of the panel.
    basis : str
    matching : Matching or None
    """

    rows: int
    used: int
    left_out: dict
    missing: dict
    period: str
    basis: str
    matching: Matching | None


@dataclass(frozen=True)
class StudyResult:
    """The result of a study, in the order in which it is told.

    Attributes
    ----------
    name : str
        Of its file.
    study : Study
        As stated.
    registration : Registration
        Whether the main choices are those first registered.
    absent : str
        Why there is no result, with the remedy, where records are not there; all parts below are then None.
    answer : Answer
        1 and 2: the answer, its interval and the smallest detectable effect.
    grade : Grade
        3.
    placebo : Placebo or None
        4; None with a reason in ``study.placebo.none``.
    unmeasured : Unmeasured
        4.
    curve : SpecificationCurve
        5.
    same_sign : float
        Share of its estimates with the sign of the answer.
    split : WithinBetween or None
        6.
    influence : dict of str to Influence or str
        7: by what is left out; a text says why there is none.
    data : DataQuality
        8.
    reproduction : dict of str to str
        9.
    truth : float or None
        The rate ratio of the contrast told that was put into made-up records.
    """

    name: str
    study: Study
    registration: Registration
    absent: str = ""
    answer: Answer | None = None
    grade: Grade = Grade(None)
    placebo: Placebo | None = None
    unmeasured: Unmeasured | None = None
    curve: SpecificationCurve | None = None
    same_sign: float | None = None
    split: WithinBetween | None = None
    influence: dict = field(default_factory=dict)
    data: DataQuality | None = None
    reproduction: dict = field(default_factory=dict)
    truth: float | None = None

    @property
    def estimable(self):
        """Whether there is an answer with its interval."""
        return self.answer is not None and self.answer.probability is not None

    @property
    def basis(self):
        """Basis of its numbers; None without records."""
        return self.data.basis if self.data else None

    @property
    def sentence(self):
        """The answer in one sentence, with its interval and likelihood."""
        from engagement.evidence.studies.verdicts import sentence

        return sentence(self)

    @property
    def verdict(self):
        """What the grade allows to say."""
        from engagement.evidence.studies.verdicts import verdict

        return verdict(self)

    def __str__(self):
        return f"{self.study.question} {self.sentence} {self.verdict}"
