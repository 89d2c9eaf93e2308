"""Names of organizations as lists print them: now and then in another spelling."""

import numpy as np
import pandas as pd


class Spellings:
    """Prints names.

    Parameters
    ----------
    rng : numpy.random.Generator
    organizations : Organizations
    share : float
        Of printings in another spelling.
    """

    def __init__(self, rng, organizations, share):
        self.rng, self.share, self.organizations = rng, share, organizations
        self.names = organizations.name.astype(object), organizations.variant.astype(object)

    def printed(self, places):
        """Names of the organizations at some places, an array of the same shape."""
        other = self.rng.random(places.shape) < self.share
        return np.where(other, self.names[1][places], self.names[0][places])

    def known(self):
        """Each spelling with the organization it stands for, as the form of organization names has it."""
        ids, (usual, other) = self.organizations.id, self.names
        return pd.DataFrame({
            "body": "itu-t",
            "name_printed": np.concatenate([usual, other]),
            "organization_id": np.concatenate([ids, ids]),
            "evidence": "made up with the organization",
        })  # fmt: skip
