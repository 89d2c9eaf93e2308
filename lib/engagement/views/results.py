"""What a notebook leaves behind: its answer in one sentence and its estimates by name."""

from html import escape

from IPython.display import display

from engagement.estimate import Estimate

RESULTS = "application/vnd.engagement.results+json"


def save(answer, **estimates):
    """Save the answer and the estimates of a notebook with its outputs.

    Parameters
    ----------
    answer : str
        One computed sentence; it stands under the title of the report.
    **estimates : Estimate
        The numbers others may build on, by name: words that say what is counted, and after a comma the body as
        `engagement.activities.title` calls it, such as ``Contributions, IETF``. Pages show them as they are.

    Raises
    ------
    TypeError
        If something else than an Estimate is given.
    """
    for name, estimate in estimates.items():
        if not isinstance(estimate, Estimate):
            raise TypeError(f"{name} is a {type(estimate).__name__}; save takes Estimates")
    content = {
        "answer": answer,
        "order": list(estimates),  # a notebook's file sorts its keys
        "estimates": {name: estimate.to_dict() for name, estimate in estimates.items()},
    }
    rows = "".join(f"<li>{escape(name)}: {escape(str(estimate))}</li>" for name, estimate in estimates.items())
    shown = f"<details><summary>{len(estimates)} estimates saved</summary><ul>{rows}</ul></details>" if rows else ""
    display({RESULTS: content, "text/html": shown, "text/plain": answer}, raw=True)
