"""What quantities are counted in: money, magnitudes, rates, number words and nouns.

Codes are ISO 4217, old ones included, because wire archives still speak of marks and lire.
"""

from __future__ import annotations


def listed(words: str) -> tuple[str, ...]:
    """A word list as it reads best in a file: running text."""
    return tuple(words.split())


SIGNS = {
    "$": "USD", "US$": "USD", "U.S.$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD",
    "CA$": "CAD", "Can$": "CAD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "NT$": "TWD",
    "R$": "BRL", "Mex$": "MXN", "MX$": "MXN", "J$": "JMD", "£": "GBP", "€": "EUR", "¥": "JPY",
    "￥": "JPY", "＄": "USD", "₹": "INR", "₩": "KRW", "₽": "RUB", "₺": "TRY", "₪": "ILS",
    "฿": "THB", "₫": "VND", "₱": "PHP", "₦": "NGN", "₴": "UAH", "₵": "GHS", "₸": "KZT",
    "Rs": "INR", "Rs.": "INR", "RM": "MYR", "RMB": "CNY", "Rp": "IDR", "R": "ZAR",
    "SFr": "CHF", "Sfr": "CHF", "DM": "DEM", "Dh": "AED", "Dhs": "AED", "Tk": "BDT", "Ksh": "KES",
    "SKr": "SEK", "NKr": "NOK", "DKr": "DKK", "Kc": "CZK", "Kč": "CZK", "NIS": "ILS",
    "Bt": "THB", "Php": "PHP", "N$": "NAD",
}  # fmt: skip

CODES = frozenset(
    listed(
        """
    AED ARS AUD BDT BGN BHD BRL CAD CHF CLP CNY COP CZK DEM DKK EGP ESP EUR FRF GBP GHS HKD
    HUF IDR ILS INR ISK ITL JPY KES KRW KWD KZT LKR MAD MXN MYR NGN NLG NOK NZD OMR PEN PHP
    PKR PLN QAR RON RUB SAR SEK SGD THB TRY TWD TZS UAH UGX USD UYU VND XAF XOF ZAR ZMW
    """
    )
)

# Said after the number; without an adjective a word means the currency that news means by it.
MONEY = {
    "dollar": "USD", "dollars": "USD", "dlr": "USD", "dlrs": "USD", "buck": "USD", "bucks": "USD",
    "greenbacks": "USD", "euro": "EUR", "euros": "EUR", "pound": "GBP", "pounds": "GBP",
    "pound sterling": "GBP", "pounds sterling": "GBP", "sterling": "GBP", "stg": "GBP",
    "quid": "GBP", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY", "won": "KRW",
    "rupee": "INR", "rupees": "INR", "rupiah": "IDR", "rupiahs": "IDR", "ringgit": "MYR",
    "ringgits": "MYR", "baht": "THB", "peso": "MXN", "pesos": "MXN", "reais": "BRL",
    "reals": "BRL", "rand": "ZAR", "rands": "ZAR", "lira": "TRY", "liras": "TRY", "lire": "ITL",
    "shekel": "ILS", "shekels": "ILS", "rouble": "RUB", "roubles": "RUB", "ruble": "RUB",
    "rubles": "RUB", "franc": "CHF", "francs": "CHF", "crown": "SEK", "crowns": "SEK",
    "krona": "SEK", "kronor": "SEK", "krone": "NOK", "kroner": "NOK", "koruna": "CZK",
    "zloty": "PLN", "zlotys": "PLN", "zlotych": "PLN", "złotych": "PLN", "zł": "PLN",
    "forint": "HUF", "forints": "HUF", "dirham": "AED", "dirhams": "AED", "riyal": "SAR",
    "riyals": "SAR", "rial": "IRR", "rials": "IRR", "dinar": "KWD", "dinars": "KWD",
    "naira": "NGN", "shilling": "KES", "shillings": "KES", "cedi": "GHS", "cedis": "GHS",
    "kwacha": "ZMW", "dong": "VND", "taka": "BDT", "sol": "PEN", "soles": "PEN",
    "hryvnia": "UAH", "hryvnias": "UAH", "tenge": "KZT", "leu": "RON", "lei": "RON",
    "mark": "DEM", "marks": "DEM", "peseta": "ESP", "pesetas": "ESP", "guilder": "NLG",
    "guilders": "NLG", "dólares": "USD", "dollari": "USD", "円": "JPY", "人民元": "CNY",
    "元": "CNY", "ドル": "USD", "ユーロ": "EUR", "ウォン": "KRW", "원": "KRW", "달러": "USD",
    "€": "EUR", "£": "GBP", "$": "USD", "₽": "RUB",
}  # fmt: skip

# A hundredth of the currency.
CENTS = {
    "cent": "USD", "cents": "USD", "ct": "USD", "cts": "USD", "c": "USD", "¢": "USD",
    "penny": "GBP", "pence": "GBP", "p": "GBP", "paise": "INR", "paisa": "INR", "sen": "MYR",
    "kopecks": "RUB",
}  # fmt: skip

# "20 Australian cents", "11 mln Canadian dlrs": the adjective decides.
ADJECTIVES = {
    "us": "USD", "u.s.": "USD", "american": "USD", "australian": "AUD", "aussie": "AUD",
    "canadian": "CAD", "new zealand": "NZD", "kiwi": "NZD", "hong kong": "HKD",
    "singapore": "SGD", "taiwan": "TWD", "jamaican": "JMD", "swiss": "CHF", "french": "FRF",
    "belgian": "BEF", "cfa": "XOF", "swedish": "SEK", "norwegian": "NOK", "danish": "DKK",
    "czech": "CZK", "icelandic": "ISK", "mexican": "MXN", "philippine": "PHP",
    "argentine": "ARS", "chilean": "CLP", "colombian": "COP", "uruguayan": "UYU",
    "indian": "INR", "pakistani": "PKR", "pakistan": "PKR", "sri lankan": "LKR",
    "egyptian": "EGP", "british": "GBP", "uk": "GBP", "brazilian": "BRL", "turkish": "TRY",
    "israeli": "ILS", "saudi": "SAR", "qatari": "QAR", "kuwaiti": "KWD", "iraqi": "IQD",
    "uae": "AED", "omani": "OMR", "kenyan": "KES", "ugandan": "UGX", "tanzanian": "TZS",
    "serbian": "RSD", "south african": "ZAR", "chinese": "CNY", "korean": "KRW",
    "south korean": "KRW", "japanese": "JPY", "russian": "RUB", "belarusian": "BYN",
    "german": "DEM", "west german": "DEM", "euro": "EUR", "irish": "IEP", "italian": "ITL",
    "romanian": "RON", "nigerian": "NGN", "moroccan": "MAD",
}  # fmt: skip

MAGNITUDES = {
    "hundred": 1e2, "thousands": 1e3,
    "thousand": 1e3, "million": 1e6, "millions": 1e6, "mln": 1e6, "mlns": 1e6,
    "mn": 1e6, "mio": 1e6, "billion": 1e9, "billions": 1e9, "bln": 1e9,
    "blns": 1e9, "bn": 1e9, "bil": 1e9, "trillion": 1e12, "trillions": 1e12, "trln": 1e12,
    "trn": 1e12, "tn": 1e12, "crore": 1e7, "crores": 1e7, "cr": 1e7, "lakh": 1e5, "lakhs": 1e5,
    "lac": 1e5, "lacs": 1e5, "lakh crore": 1e12, "thousand crore": 1e10,
    "hundred thousand": 1e5, "hundred million": 1e8, "hundred billion": 1e11,
    "thousand billion": 1e12, "dozen": 12.0, "k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12,
    "tsd": 1e3, "tausend": 1e3, "millionen": 1e6, "mrd": 1e9, "milliarde": 1e9,
    "milliarden": 1e9, "mille": 1e3, "milliard": 1e9, "milliards": 1e9, "millones": 1e6,
    "mil millones": 1e9, "milioni": 1e6, "miliardi": 1e9, "mld": 1e9, "milhões": 1e6,
    "bilhões": 1e9, "miljoen": 1e6, "miljard": 1e9, "milionów": 1e6, "miliardów": 1e9,
    "万": 1e4, "億": 1e8, "亿": 1e8, "兆": 1e12, "만": 1e4, "억": 1e8, "조": 1e12,
}  # fmt: skip

RATES = {
    "%": "percent", "％": "percent", "٪": "percent", "percent": "percent", "per cent": "percent",
    "per-cent": "percent", "pct": "percent", "pc": "percent", "prozent": "percent",
    "pour cent": "percent", "por ciento": "percent", "por cento": "percent",
    "per cento": "percent", "procent": "percent", "percentage point": "points",
    "percentage points": "points", "percentage-point": "points", "pct point": "points",
    "pct points": "points", "pct pts": "points", "% points": "points", "%-points": "points",
    "pp": "points", "ppts": "points", "point": "points", "points": "points", "pts": "points",
    "index points": "points", "basis point": "basis_points", "basis points": "basis_points",
    "basis-point": "basis_points", "bps": "basis_points", "bp": "basis_points",
}  # fmt: skip

_SMALL = listed(
    """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen
    """
)
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
NUMBER_WORDS = {word: float(n) for n, word in enumerate(_SMALL)} | {
    word: 10.0 * n for n, word in enumerate(_TENS, 2)
}

FRACTIONS = {
    "half": 50.0, "third": 100 / 3, "quarter": 25.0, "fifth": 20.0, "sixth": 100 / 6,
    "eighth": 12.5, "tenth": 10.0,
}  # fmt: skip

VULGAR = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 0.125, "⅜": 0.375,
          "⅝": 0.625, "⅞": 0.875}  # fmt: skip

MULTIPLES = {
    "double": 2.0, "doubles": 2.0, "doubled": 2.0, "doubling": 2.0,
    "triple": 3.0, "triples": 3.0, "tripled": 3.0, "tripling": 3.0,
    "treble": 3.0, "trebles": 3.0, "trebled": 3.0, "trebling": 3.0,
    "quadruple": 4.0, "quadruples": 4.0, "quadrupled": 4.0, "quadrupling": 4.0,
    "quintupled": 5.0, "halve": 0.5, "halves": 0.5, "halved": 0.5, "halving": 0.5,
}  # fmt: skip

TIME_UNITS = frozenset(
    listed(
        """
    second seconds minute minutes hour hours day days night nights week weeks weekend month
    months quarter quarters year years yr yrs decade decades century centuries season
    seasons round rounds inning innings
    """
    )
)

# Counted even in number words ("five gigawatts"), in the singular, and behind a hyphen.
MEASURES = frozenset(
    listed(
        """
    barrel barrels bpd bushel bushels ounce ounces oz ton tons tonne tonnes mt kg kilogram
    kilograms kilogramme kilogrammes gram grams mile miles metre metres meter meters km
    kilometre kilometres kilometer kilometers foot feet inch inches acre acres hectare
    hectares gallon gallons litre litres liter liters megawatt megawatts mw gigawatt
    gigawatts gw twh boe mmboe bcm bcf tcf moz koz
    kilowatt kilowatts kwh mwh gwh terawatt-hours gigawatt-hours megabit
    megabits gigabyte gigabytes terabytes share shares unit units job jobs employee
    employees worker workers people customer customers subscriber subscribers user users
    store stores outlet outlets home homes vehicle vehicles car cars truck trucks aircraft
    plane planes jet jets flight flights passenger passengers seat seats vote votes warrant
    warrants bale bales carat carats head contract contracts
    """
    )
)

PEOPLE_AND_THINGS = frozenset(
    listed(
        """
    people men women children staff personnel police aircraft cattle sheep fish households
    dead injured wounded missing
    personnes emplois personas empleos
    """
    )
)

# End in "s" and are no noun; a number before them counts nothing.
NO_NOUNS = frozenset(
    listed(
        """
    as is was has its his this us does yes plus less across versus towards perhaps always
    besides whereas unless thus times afterwards sometimes says goes rises falls gains drops
    hits comes takes makes remains stands looks seems shows needs wants gets keeps puts
    becomes means includes follows represents adds brings gives beats tells according ones
    others yours ours theirs hers overseas upwards downwards backwards thanks alas vs
    """
    )
)
