"""The same inputs give the same bytes: in another run, by one worker or two, with forked kernels or plain ones."""

from engagement import cli

DRAWS = (
    "import numpy as np\nimport pandas as pd\nimport matplotlib.pyplot as plt\nimport engagement\n"
    "from engagement import Estimate\nfrom engagement.views import charts, save, say, show, table",
    "rng = np.random.default_rng(7)\nvalues = rng.normal(size=2000)\nprint(values @ values, hash('a'))",
    "print({'a', 'b', 'c'}, {name: len(name) for name in {'SG5', 'SG13', 'SG20'}})",
    "meetings = engagement.load('meeting_figures')\n"
    "table(meetings.describe().round(3).reset_index(), 'Figures', basis='published')",
    "one = Estimate(float(values.mean()), -0.1, 0.1, 0.95, 2000, 'points', 'published', 'mean')\n"
    "show(charts.intervals, ['one'], [one], 'points', caption='A mean.', alt='It is near zero.', basis='published')",
    "import base64, io\nfrom IPython.display import HTML\nfigure, axes = plt.subplots()\naxes.hist(values)\n"
    "file = io.BytesIO()\nfigure.savefig(file)\nplt.close(figure)\n"
    "HTML('<img alt=\"Bars\" src=\"data:image/png;base64,' + base64.b64encode(file.getvalue()).decode() + '\">')",
    "pd.DataFrame({'x': values[:3]}, index=pd.date_range('2024-01-01', periods=3))",
    "say(f'The mean is {one}.', basis='published')\nsave('Near zero.', one=one, least=one)",
)
WAYS = (("--workers", "1"), ("--plain",))


def test_every_page_figure_and_result_is_the_same_to_the_byte(project):
    project.notebook("one.ipynb", *DRAWS)
    project.notebook("two.ipynb", "print({'x', 'y', 'z'})")
    project.plan(*({"id": id, "title": id, "notebook": f"{id}.ipynb"} for id in ("one", "two")))
    first = _made(project)
    assert {"index.html", "one.html", "one.json", "two.html", "two.json"} <= set(first)
    for way in WAYS:
        found = _made(project, *way)
        assert found.keys() == first.keys()
        assert [name for name in found if found[name] != first[name]] == [], way


def _made(project, *options):
    """The site of a run of everything; its manifest says how long each report took, and is left out."""
    assert cli.main(["run", "--force", *options]) == 0
    return {
        str(path.relative_to(project.site)): path.read_bytes()
        for path in sorted(project.site.rglob("*"))
        if path.is_file() and path.name != "reports.json"
    }
