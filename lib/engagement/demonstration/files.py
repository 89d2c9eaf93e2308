"""The made-up world as files: what each holds and where it lies."""

import sys

from tqdm import tqdm

from engagement.demonstration import lists, meeting_files, parameters, stamp, work_files, world


def write_all(folder, factor, truth, progress):
    """See ``engagement.demonstration.write``."""
    said = parameters.read(truth)
    made_from = stamp.made_from(truth, factor)
    with stamp.Replacing(folder) as replacing:
        made = world.make(said, factor)
        bar = tqdm(
            made.meetings.itertuples(), total=len(made.meetings), unit="meeting", desc="made-up records",
            file=sys.stderr, disable=None if progress else True,
        )  # fmt: skip
        meeting_files.write(made, replacing.fresh, bar)
        lists.write(made, replacing.fresh)
        work_files.write(made, replacing.fresh)
        return replacing.publish(made_from, factor)
