"""The catalogue of ITU-T Recommendations: not shipped, used where a user has put it in the inbox."""

from engagement.tables.definition import Table, choice, date, schema, text

KINDS = ("recommendation", "amendment", "supplement", "corrigendum", "annex")

RECOMMENDATIONS = Table(
    name="recommendations",
    file="itut_recommendations.csv.gz",
    row="edition of an ITU-T Recommendation or of an amendment, supplement, corrigendum or annex to it; supplements "
    "to a whole series carry no number of a Recommendation and are left out",
    basis="recorded",
    origin="Catalogue of ITU-T publications as flattened from relaton-data-itu, put in data/inbox by the user",
    licence="as stated by the origin; not part of this repository",
    optional=True,
    schema=schema(
        {
            "edition": text("Identifier as printed, with its date: ITU-T X.509 (10/2019)", unique=True),
            "recommendation": text("Number without date, amendment or corrigendum: X.509"),
            "series": text("Letter of the series"),
            "kind": choice("What the publication is", KINDS),
            "published": date("Date of the edition"),
            "status": choice(
                "In force or withdrawn, as the catalogue says", ("Published", "Withdrawal"), nullable=True
            ),
            "owner": text("Study group that owns the text today: SG17", nullable=True),
            "title": text("Title, where the catalogue has one", nullable=True),
        },
        key=["edition"],
    ),
)

TABLES = [RECOMMENDATIONS]
