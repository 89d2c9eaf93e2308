"""A published series: the local level of the Nile."""

from statsmodels.tsa.api import UnobservedComponents


def nile(flow):
    """The local level model by maximum likelihood, and the tests of its forecast errors.

    Parameters
    ----------
    flow : ndarray, shape (100,)

    Returns
    -------
    dict of str to float
    """
    model = UnobservedComponents(flow, "llevel", use_exact_diffuse=True)
    fit = model.fit(disp=0, method="nm", maxiter=5000, ftol=1e-12, xtol=1e-10)
    normal, _, skewness, kurtosis = fit.test_normality("jarquebera")[0]
    return {
        "variance of the observation": fit.params[0],
        "variance of the level": fit.params[1],
        "serial correlation Q(9)": fit.test_serial_correlation("ljungbox", lags=9)[0, 0, -1],
        "heteroscedasticity H": fit.test_heteroskedasticity("breakvar")[0, 0],
        "normality N": normal,
        "skewness": skewness,
        "excess kurtosis": kurtosis - 3,
    }
