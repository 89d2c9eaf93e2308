"""What readers take along from a report: its tables and figures as files, and the report as a document."""

FOLDER = "along"  # beside the page where a report is kept; on the site it has the report's name
