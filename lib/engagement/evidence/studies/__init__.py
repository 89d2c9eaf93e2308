"""Studies: stated in a file before they are run, answered in nine parts."""
