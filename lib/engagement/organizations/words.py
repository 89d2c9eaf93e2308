"""What the words of organizations' names do: say where, what line of business, what kind of body, or which one."""

# ruff: noqa: SIM905 (long lists of words are read more easily unquoted)

import re

# Words as a key writes them (small letters, no accents). None of these lists names an organization.
# fmt: off

# Other ways to write a word -> the way they meet.
_WRITTEN = """
    university: univ uni universitat universitaet universite universita universidad universidade
        universiteit universitet universitetet uniwersytet univerzita universiti univerzitet universitas
    technology: tech techn technologies technologie technologia tecnologia technol teknoloji
    communication: comm comms commun communications communicaciones comunicaciones comunicacoes
        comunicazioni
    telecom: telecommunication telecommunications telekommunikation telecoms telekom telco telecomm
        telecomms telecomunicaciones telecomunicacoes telecomunicazioni telecommunicatie tlc
    lab: labs laboratory laboratories laboratoire laboratoires laboratorio
    network: net networks networking ntwk
    system: sys systems systemes sistemas
    solution: solutions soln solns
    service: svc svcs services servicios servicos
    institute: inst institut instituto instituut institutet istituto institutes
    international: intl int internacional internazionale internationale
    national: natl nacional nazionale nationale
    department: dept dep departement departamento dipartimento
    center: ctr centre centro zentrum
    research: res recherche recherches investigacion ricerca forschung
    electronics: elec electronic elektronik elektronika elecs
    electric: electrical
    semiconductor: semi semiconductors semicond
    science: sci sciences
    engineering: engg
    association: assoc assn asso
    organization: org organisation organizations
    group: grp groupe grupo gruppo gruppe
    holding: hldg hldgs holdings
    manufacturing: mfg
    industry: inds industries
    software: softw sw
    government: govt gov
    ministry: min ministere ministerio ministero
    academy: acad academia academie accademia
    instrument: instruments
    motor: motors
    device: devices
    product: products
    computer: computers
    defense: defence
    us: usa
"""
SAME = {
    other: word
    for word, others in re.findall(r"(\w+): ([^:]+)(?=\n +\w+:|\n$)", _WRITTEN)
    for other in others.split()
}
SMALL = frozenset("""
    and of the for de du des del della di da do dos das la le les el los e et y und fur der die das den van
    von voor och og za i na in on at to
""".split())
# Trade words that many firms carry and drop at will.
SOFT = frozenset("""
    technology communication telecom network system solution service group holding international worldwide
    global electronics computer lab research rd software development engineering innovation semiconductor
    product headquarters branch subsidiary office hq information center
""".split())
# Lines of business: they tell parts of one group, or rivals, apart.
LINES = frozenset("""
    mobile mobility wireless microelectronics micro electric heavy motor motors data digital media cable
    satellite satellites space energy power bank financial finance capital ventures venture insurance
    medical health healthcare security cybersecurity cloud internet online broadband telephone telegraph
    telephony cellular radio broadcasting television video audio music games game entertainment automotive
    railway rail aerospace aviation defense devices device instrument optical photonics fiber fibre consumer
    industrial industry imaging printing display consulting consultants consultancy consultant advisory
    advisors associates partners management marketing trading retail logistics transport construction design
    content web voice design studio studios chemical materials steel water gas oil petroleum pharma chip
    chips silicon infrastructure towers tower switching transmission test testing certification interconnect
    hosting domain registry exchange communities learning training cellular manufacturing equipment machines
    machinery automation robotics sensors analytics intelligence
""".split())
# Words of bodies whose place or subject is their name: nothing of it may go.
HEADS = frozenset("""
    university institute academy college school faculty department ministry council commission committee
    authority agency bureau administration directorate secretariat embassy mission permanent delegation
    government federation union association society forum alliance consortium chamber chapter club community
    initiative observatory museum library hospital clinic clinica klinikum police army navy force forces
    command court parliament senate house city state county municipality stadt stadtwerke comune
    ayuntamiento prefeitura prefecture hochschule fachhochschule ecole escola escuela scuola schule
    politecnico polytechnic polytechnique politecnica politechnika technische technical technion regulator
    regulatory conseil consejo conselho consiglio rat verband verein bund bundesamt amt board fund church
    temple superintendencia autoridad autorite autorita agence agencia agenzia secretaria direccion
    direction instance regie standards standardization programme program airport port metro press newspaper post postal
""".split())
# Ordinary words: too many different organizations begin with them to stand alone for one.
COMMON = frozenset("""
    advanced alpha beta gamma delta omega sigma american asian african european british french german
    italian spanish chinese japanese korean indian russian swiss swedish nordic atlantic pacific arctic
    northern southern eastern western north south east west central mid upper lower great greater grand new
    old first second third one two three four five six seven eight nine ten next future modern smart
    intelligent general universal united unified integrated applied associated allied independent free open
    public private common global world international national federal regional local state royal imperial
    standard premier prime master super ultra mega micro mini nano macro max maxi best better good top high
    higher low big small little large full pure true real live active dynamic rapid fast quick simple easy
    clear bright light dark white black blue red green gold golden silver gray grey purple yellow sun solar
    star stars moon sky earth ocean sea river lake mountain hill valley forest island bay bridge gate tower
    castle stone rock iron steel diamond crystal fire flame ice snow rain wind storm thunder lightning spark
    pioneer frontier horizon summit peak apex vertex zenith pinnacle core edge axis matrix vector point line
    link node cross circle ring wave pulse signal beam bell eagle falcon hawk lion tiger bear wolf fox
    phoenix dragon dolphin liberty victory trinity unity harmony fusion synergy genesis origin evolution
    vision insight focus impact inspire secure safe safety trust quality value total complete perfect
    superior select choice direct express instant time level layer step stage phase scale code bit byte
    packet protocol platform project program process logic people human social civil community family home
    house office city town village country land field park street road way path route track trail port
    station base center central square market trade business commerce commercial company enterprise industry
    service support systems creative innovative innovation inventive interactive virtual visual graphic
    acoustic electronic electrical electro mechanical digital analog quantum nuclear atomic magnetic thermal
    optical natural organic bio eco geo hydro aero astro cyber info infra inter intra multi omni pan poly
    trans uni tele telco net web cloud data tech soft hard ware techno computer computing information
    knowledge learning education science scientific technical technology engineering research applications
    application naval marine maritime air land military defence defense police postal press news radio cable
    wired cellular mountain alliance partner partners associates group team crew works workshop factory
    foundry mill garden planet nexus quest metro capital royal crown legend heritage classic prime
    alternative additional special professional personal student students technologies solutions unknown
    test sample example demo silicon carrier operator vendor supplier user users member members consumer
    customer client clients jazz relay focus arrow anchor compass beacon lighthouse harbor harbour mobile
    wireless telephone power
""".split())
COUNTRIES = frozenset("""
    afghanistan albania algeria andorra angola argentina armenia australia austria azerbaijan bahamas
    bahrain bangladesh barbados belarus belgium belize benin bhutan bolivia bosnia botswana brazil brasil
    brunei bulgaria burundi cambodia cameroon canada chad chile china colombia comoros congo croatia cuba
    cyprus czechia denmark danmark djibouti ecuador egypt eritrea estonia eswatini ethiopia fiji finland
    suomi france gabon gambia georgia germany deutschland ghana greece hellas guatemala guinea guyana haiti
    honduras hungary magyarorszag iceland india indonesia iran iraq ireland israel italy italia jamaica
    japan nippon jordan kazakhstan kenya korea kosovo kuwait kyrgyzstan laos latvia lebanon lesotho liberia
    libya liechtenstein lithuania luxembourg macao macau madagascar malawi malaysia maldives mali malta
    mauritania mauritius mexico moldova monaco mongolia montenegro morocco maroc mozambique myanmar namibia
    nepal netherlands nederland holland nicaragua niger nigeria macedonia norway norge oman pakistan palau
    palestine panama paraguay peru philippines poland polska portugal qatar romania russia rwanda samoa
    senegal serbia seychelles singapore slovakia slovenia somalia spain espana sudan suriname sweden sverige
    switzerland schweiz suisse svizzera syria taiwan tajikistan tanzania thailand togo tonga tunisia tunisie
    turkey turkiye turkmenistan uganda ukraine uae uk usa us uruguay uzbekistan vanuatu venezuela vietnam
    yemen zambia zimbabwe england scotland wales catalonia bermuda aruba fiji gibraltar greenland guadeloupe
    martinique reunion barbuda saudi arabia vatican europe european asia africa america americas americana
    oceania australasia eurasia nz emea apac latam nordic nordics baltic benelux iberia iberica balkans
    scandinavia caribbean prc roc hk ksa eu
""".split())
CITIES = frozenset("""
    beijing shanghai shenzhen guangzhou guangdong hangzhou zhejiang nanjing jiangsu suzhou wuhan hubei
    chengdu sichuan chongqing xian shaanxi tianjin dongguan qingdao dalian xiamen fujian hefei anhui
    shandong jinan hunan changsha zhuhai henan hebei shenyang ningbo wuxi taipei hsinchu kaohsiung tokyo
    osaka kyoto nagoya yokohama kawasaki fukuoka kobe sapporo seoul busan daejeon suwon bangalore bengaluru
    mumbai delhi hyderabad chennai pune noida gurgaon gurugram kolkata karnataka hanoi bangkok jakarta
    manila karachi lahore islamabad dhaka colombo dubai riyadh doha cairo nairobi lagos accra abuja
    johannesburg london manchester edinburgh glasgow dublin paris lyon toulouse grenoble rennes lille
    marseille berlin munich muenchen munchen hamburg frankfurt stuttgart dusseldorf duesseldorf cologne koln
    koeln dresden nuremberg nurnberg nuernberg ulm aachen darmstadt erlangen vienna wien graz linz zurich
    zuerich geneva geneve basel bern lausanne madrid barcelona valencia sevilla bilbao lisbon lisboa porto
    rome roma milan milano turin torino bologna pisa napoli naples brussels bruxelles antwerp amsterdam
    rotterdam utrecht eindhoven hague copenhagen kobenhavn aalborg stockholm gothenburg goteborg kista lund
    helsinki espoo oulu tampere turku oslo bergen trondheim reykjavik warsaw warszawa krakow wroclaw gdansk
    prague praha brno bratislava budapest bucharest sofia athens istanbul ankara moscow petersburg kiev kyiv
    minsk vilnius riga tallinn belgrade zagreb ljubljana toronto montreal ottawa vancouver quebec ontario
    california texas florida jersey virginia maryland massachusetts boston chicago dallas austin seattle
    denver houston atlanta miami sunnyvale cupertino sydney melbourne brisbane auckland wellington surathkal
""".split())
PLACES = COUNTRIES | CITIES
PLACE_PAIRS = frozenset(
    """
    united kingdom|united states|south africa|hong kong|new zealand|czech republic|saudi arabia|
    puerto rico|costa rica|el salvador|sri lanka|north america|south america|latin america|
    central america|asia pacific|middle east|united arab|south korea|republic korea|
    dominican republic|sierra leone|burkina faso|ivory coast|cote divoire|new york|new jersey|
    san jose|san diego|san francisco|santa clara|los angeles|silicon valley|north carolina|sao paulo|
    rio janeiro|tel aviv|kuala lumpur|new delhi|st petersburg|great britain|bosnia herzegovina|
    papua guinea|trinidad tobago|south asia|southeast asia|eastern europe|western europe|
    mountain view|palo alto|menlo park
""".replace("\n", "").replace("    ", "").split("|")
)
# What is typed where there is no organization.
NOBODY = frozenset(
    """
    none|no|na|nil|null|nan|not provided|not available|not applicable|not specified|not stated|
    available|unknown|unaffiliated|no affiliation|no affiliation currently|not affiliated|
    independent author|no organization|independent|independant|individual|self|myself|me|
    self employed|selfemployed|private|private person|personal|person|home|retired|unemployed|
    student|students|graduate student|phd student|phd candidate|researcher|independent researcher|
    freelance|freelancer|free lance|consultant|independent consultant|reporter|journalist|engineer|
    developer|volunteer|citizen|community|other|others|various|all|and all|et al|tbd|tba|test|
    void|decision|mr|mrs|ms|miss|dr|prof|sir|madam|ceo|cto|cio|manager|director|author|
    editor|editors|chair|chairman|chairperson|rapporteur|moderator|secretary|member|observer|
    guest|visitor|organization|organisation|university|government|ngo|group|self funded|
    invited expert|individual contributor|independent contributor|to be confirmed|see above|as above|
    same
""".replace("\n", "").replace("    ", "").split("|")
)
GIVEN_NAMES = frozenset("""
    aaron abdul abdullah adam adrian ahmed ahmad alan albert alejandro aleksandr alessandro alex alexander
    alexandre ali alice allen amanda amir amit ana anders andrea andreas andrei andrew andrey angela anil
    anita anna anne anthony antonio arjun arthur ashok barbara ben benjamin bernard bernd bill bob bjorn
    boris brian bruce bruno carl carla carlos carol caroline catherine charles charlotte chen chris
    christian christine christoph christopher claire claude claudia claudio clara daniel daniela dave david
    deborah deepak dennis diana diego dieter dirk dmitry dominique donald douglas eduardo edward elena
    elisabeth elizabeth emily emma eric erik ernesto eva fabio fatima felix fernando francesco francis
    francisco frank franz fred frederic gabriel gary georg george gerhard giovanni giuseppe gregory
    guillaume gunther gustavo hans harald harold harry hassan heather heinz helen helena henri henrik henry
    hiroshi hiroyuki howard hugo hussein ian ibrahim igor irene isabel ivan jack jacob jacques james jan
    jane janet jason javier jean jeff jeffrey jennifer jens jeremy jerry jessica jim joan joao joe joerg
    johan johann johannes john jonathan jorge jose joseph joshua juan juergen jules julia julian julie jun
    jurgen karen karl katarina katherine kathleen keith kelly ken kenji kenneth kevin khalid kim klaus kumar
    kurt lars laura laurent lawrence leon leonard linda lisa louis luca lucas lucia luigi luis maggie magnus
    manuel marc marcel marcelo marco marcus margaret maria mariana marie mario mark markus martin martina
    mary massimo masahiro matthew matthias maurice max maximilian michael michel michelle miguel mike
    mohamed mohammad mohammed monica muhammad nancy natalia nathan neil nicholas nick nicola nicolas nicole
    nikolai nina norbert olaf oleg oliver olivier omar oscar pablo pamela paolo pascal patricia patrick paul
    paula paulo pavel pedro peter petr philip philippe pierre piotr priya rachel rafael rahul rainer rajesh
    ralf ralph raymond rebecca renate ricardo richard rita rob robert roberto roger roland roman ronald rosa
    roy russell ruth ryan salvatore sam samuel sandra sanjay sara sarah satoshi scott sean sebastian serge
    sergei sergey sergio sharon simon simone sofia sophie stefan stefano stephan stephane stephanie stephen
    steve steven stuart sunil susan suresh susanne sylvia takashi takeshi tatiana ted teresa terry thomas
    tim timothy tobias todd tom tony ulrich ursula uwe valerie vanessa victor victoria vijay vincent
    vladimir walter wang wei werner wilhelm william wolfgang xavier yan yang yann yoshihiro yuki yusuf yves
    zhang
""".split())
# fmt: on
ORDINARY = SOFT | LINES | HEADS | COMMON | PLACES | SMALL | frozenset(" ".join(PLACE_PAIRS).split())
