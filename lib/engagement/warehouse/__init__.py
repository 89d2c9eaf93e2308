"""Files -> validated tidy tables, with where every row is from and which rows could not be used; and back: ``load``."""
