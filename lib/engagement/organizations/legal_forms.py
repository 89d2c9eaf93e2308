"""Legal forms of many countries: words that say how an organization is constituted, not which one it is."""

# ruff: noqa: SIM905 (long lists of words are read more easily unquoted)

# As a key writes them: small letters without accents and periods. A form of several words stands here joined.
# fmt: off
LEGAL_FORMS = frozenset("""
    inc incorporated incorporation corp corporation co company limited ltd ltda llc llp lllp lp plc pllc pbc
    lc coltd colimited cokg private pvt pte pty proprietary publiccompany jointstockcompany
    limitedliabilitycompany ag aktiengesellschaft gmbh gmbhco ggmbh gesmbh mbh gesellschaftmbh kg kgaa ohg
    gbr ug ev eg eu eingetragenerverein sa sas sasu sarl sarlu eurl snc scs sca scop gie societeanonyme sal
    saoc saog sadecv sabdecv sdercv decv spa srl srls sapa scpa scarl scrl sprl bvba asbl vzw nv bv vof sl
    slu sau sc ltee enr lda limitada unipessoal eireli cia cie eirl sac saic ab abp aktiebolag hb as asa ans
    aps amba ivs oy oyj osakeyhtio ry se sro spolsro spol vos zs zspo doo dooel kft zrt nyrt ood eood ead
    uab sia ou spzoo zoo spolkaakcyjna kk gk yk kabushikikaisha yugenkaisha godokaisha sdnbhd bhd sdn tbk
    persero psc pjsc ojsc cjsc jsc pao oao zao ooo too wll fzc fze fzco fzllc qsc qpsc ksc kscp ооо оао зао
    пао ао тоо фгуп гуп αε επε
""".split())
LEADING_FORMS = frozenset("ooo oao zao pao pjsc ojsc cjsc jsc oy stichting ооо оао зао пао ао фгуп".split())
# Forms that are never part of a name proper, wherever they stand in it.
CLEAR_FORMS = frozenset("""
    inc incorporated corp corporation ltd ltda limited llc llp plc gmbh pvt pte pty sarl bvba sprl kft sro
    oyj kk
""".split())
JOINED_ENDS = frozenset("""
    company kg co mbh verein anonyme cv ltd limited bhd akcyjna oo ro zoo kaisha llc o c v l a s r p b h k y
    g e n f ab
""".split())
# fmt: on
MOST_JOINED = 4
GLUED_FORMS = (
    "株式会社", "有限会社", "合同会社", "股份有限公司", "有限責任公司", "有限责任公司",
    "有限公司", "주식회사", "유한회사",
)  # fmt: skip


def without_forms(words):
    """Words of a name without "the" and legal forms in front and legal forms at the end; the last word stays.

    Examples
    --------
    >>> without_forms(["ericsson", "telecom", "sa", "de", "cv"]), without_forms(["ooo", "example"])
    (['ericsson', 'telecom'], ['example'])
    >>> without_forms(["inc"])
    ['inc']
    """
    while len(words) > 1 and (words[0] == "the" or words[0] in LEADING_FORMS):
        words = words[1:]
    while len(words) > 1:
        last = words[-1]
        if last in LEGAL_FORMS or (last in ("and", "et", "und", "y") and len(words) > 1):
            words = words[:-1]
        elif last in JOINED_ENDS and (size := _joined(words)):
            words = words[:-size]
        else:
            break
    return words


def _joined(words):
    """How many words at the end make one form: ``sa de cv``, ``sp z oo``, ``s a``."""
    for size in range(min(MOST_JOINED, len(words) - 1), 1, -1):
        if "".join(words[-size:]) in LEGAL_FORMS:
            return size
    return 0
