"""The command that runs a study and enters it in the register."""

import datetime
import sys


def study(options):
    """Run a study, print its answer, and add its main choices to the register beside it, where they are new there."""
    from engagement.evidence import run_study
    from engagement.evidence.studies.register import enter
    from engagement.evidence.studies.running import REGISTER

    result = run_study(options.file, progress=sys.stderr.isatty())
    if result.absent:
        print(result.sentence)
        return 1
    register = options.file.parent / REGISTER
    if enter(result.name, result.study.choices(), register, datetime.date.today()):
        print(f"  entered in {register}; commit it with the study", file=sys.stderr)
        result = run_study(options.file, progress=sys.stderr.isatty())
    print(result)
    print(result.registration)
    return 0
