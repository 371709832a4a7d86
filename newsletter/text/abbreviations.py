"""Words that end with a full stop without ending a sentence, language by language.

Four kinds, because they behave differently before a capital letter: a title never ends a
sentence, a counter ("No.") does not before a number, an inner one ("e.g.") never does, and a
final one ("Inc.") does only before a word that opens sentences.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

_COMMON = {
    "titles": "mr mrs ms dr prof st",
    "counters": "no nos nr art fig p pp vol",
    "inner": "e.g i.e cf vs viz ca approx",
    "final": "inc corp ltd co cos bros llc plc jr sr etc al pty pte sdn bhd pvt mn mln bn bln",
}

_WORDS = {
    "en": {
        "titles": """
            mx gen lt col maj sgt cpl capt cmdr adm sen sens rep reps gov govs pres rev hon
            msgr messrs ste mt ft fr supt det insp atty amb asst assoc brig pfc spc cdr drs
            profs
        """,
        "counters": """
            arts sec secs figs ch chap eq para paras tel ext rs jan feb mar apr jun jul aug
            sep sept oct nov dec bros
        """,
        "inner": "eg ie v est dept univ resp incl excl govt min max avg",
        "final": "esq ed eds ave blvd rd bldg sq hrs mins secs yrs pct cts dlrs",
        "starters": """
            The A An It He She They We I You This That These Those There Here In On At By
            For From With Without To Of As If When While Where After Before Since Until
            During Under Over Both Each Some Many Most Several All No Not Nor But And Or So
            Yet Still However Meanwhile Also Then Now Today Yesterday Last Its His Her Their
            Our My Your Such What Who Why How Which Because Although Though Despite Among
            Between Through According Analysts Investors Shares Officials Police Sales
            Revenue Revenues Profit Profits Earnings Net Results Another Other One Once Only
            Even Just More Less Earlier Later Separately Reporting Editing Additional
            Futures Traders Economists Critics Experts Scientists
        """,
    },
    "de": {
        "titles": "hr hrn fr frl dipl ing mag hl frhr",
        "counters": """
            abs abb bd s kap tab ziff aufl tel jan feb mär apr jun jul aug sep sept okt nov
            dez
        """,
        "inner": """
            z.b d.h u.a i.d.r o.ä s.o s.u v.a z.t u.u bzw evtl ggf inkl exkl sog vgl rd bspw
            insb allg geb gest zzgl abzgl max min einschl jew
        """,
        "final": "mio mrd bio tsd std usw str chr v.chr n.chr e.v u.v.m",
        "starters": """
            Der Die Das Den Dem Des Ein Eine Einer Einem Einen Es Er Sie Wir Ich Ihr Man In
            Im Am An Auf Aus Bei Beim Mit Nach Von Vom Vor Zu Zum Zur Für Über Unter Um
            Durch Gegen Ohne Seit Während Wegen Trotz Doch Aber Und Oder Denn Auch Noch Nun
            Dann Danach Damit Dabei Dazu Daher Deshalb Dennoch Allerdings Zudem Außerdem
            Zuvor Zuletzt Dies Diese Dieser Dieses Diesen Jetzt Heute Gestern Hier Dort Wenn
            Weil Als Wie Was Wer Wo Warum Ob Bis Insgesamt Analysten Anleger So Sein Seine
            Ihre Kein Keine Nicht Nur Alle Beide Viele Einige Mehr Laut
        """,
    },
    "fr": {
        "titles": "m mm mme mlle me mgr pr ste",
        "counters": "n no art chap t tél janv févr avr juil sept oct nov déc",
        "inner": "c.-à-d p.ex ex env éd",
        "final": "cie sté bd av apr j.-c",
        "starters": """
            Le La Les L Un Une Des De Du D Ce Cet Cette Ces C Il Elle Ils Elles On Nous Vous
            Je J Tu Dans En Sur Sous Par Pour Avec Sans Selon Après Avant Depuis Pendant
            Mais Et Ou Or Donc Car Ainsi Aussi Alors Enfin Toutefois Cependant Pourtant Puis
            Au Aux À Si Quand Lorsque Comme Son Sa Ses Leur Leurs Notre Nos Tout Tous Toutes
            Certains Plusieurs Ne Pas Plus Aucun Chaque Quant
        """,
    },
    "es": {
        "titles": """
            sr sra srta sres dra dres d dña profa lic ing arq gral cnel excmo ilmo mons pbro
            sto sta ud uds vd vds
        """,
        "counters": """
            núm n.º arts pág págs cap tel ene feb mar abr may jun jul ago sep sept oct nov
            dic
        """,
        "inner": "p.ej ej aprox",
        "final": "cía ltda av avda",
        "starters": """
            El La Los Las Un Una Unos Unas Lo Este Esta Estos Estas Ese Esa Eso Esto Él Ella
            Ellos Ellas En De Del Al A Con Sin Por Para Según Desde Hasta Entre Sobre Tras
            Ante Durante Pero Y O Ni Que Si No Sí Se Su Sus Como Cuando Donde Mientras
            Aunque Además También Así Ahora Hoy Ayer Ya Después Luego Entonces Todos Todas
            Muchos Algunos Otro Otra Cada Más Nuestro Nadie Qué Quién
        """,
    },
    "it": {
        "titles": """
            sig sigg dott prof ing avv arch geom rag on sen mons cav comm gen col cap mag s
            ss
        """,
        "counters": """
            n nn artt pag pagg cap tel gen feb mar apr mag giu lug ago set sett ott nov dic
        """,
        "inner": "es p.es cfr",
        "final": "ecc spa soc cia s.p.a s.r.l d.c a.c",
        "starters": """
            Il Lo La I Gli Le L Un Uno Una Di Del Della Dei Delle Da Dal Dalla In Nel Nella
            Nei Con Su Sul Sulla Per Tra Fra A Al Alla Ai Alle E Ma O Se Che Chi Come Quando
            Dove Mentre Dopo Prima Durante Secondo Questo Questa Questi Queste Quello Quella
            Lui Lei Loro Si Non Anche Ancora Inoltre Tuttavia Però Quindi Così Ora Oggi Ieri
            Tutti Molti Alcuni Ogni Nessuno Ha È Sono
        """,
    },
    "pt": {
        "titles": """
            sra srs sras dra drs profa eng arq exmo exma gen cel cap ten sgt min dep sen d
            pe sto sta
        """,
        "counters": """
            n nº núm arts pág págs cap tel jan fev mar abr mai jun jul ago set out nov dez
        """,
        "inner": "p.ex ex aprox",
        "final": "cia ltda av",
        "starters": """
            O A Os As Um Uma Uns Umas Ele Ela Eles Elas Isso Isto Este Esta Esse Essa Em No
            Na Nos Nas De Do Da Dos Das Ao À Aos Às Por Pelo Pela Para Com Sem Segundo Desde
            Até Entre Sobre Após Antes Durante Mas E Ou Nem Que Se Não Sim Seu Sua Seus Suas
            Como Quando Onde Enquanto Embora Além Também Assim Agora Hoje Ontem Já Depois
            Então Todos Muitos Alguns Outro Outra Cada Mais Nosso
        """,
    },
    "nl": {
        "titles": "dhr mevr mw drs ir ing ds sint mej",
        "counters": "nrs blz pag hfst afb tel jan feb mrt apr jun jul aug sep sept okt nov dec",
        "inner": """
            bijv bv b.v d.w.z o.a m.b.t i.v.m t.a.v o.l.v t.o.v m.u.v circa resp incl excl
            evt vgl zgn z.g t.w
        """,
        "final": "enz jl mld a.u.b e.d v.chr n.chr",
        "starters": """
            De Het Een Dit Dat Deze Die Hij Zij Ze Wij We Ik Jij Je U Er In Op Aan Bij Met
            Na Naar Van Voor Over Onder Door Uit Om Tot Tegen Tijdens Sinds Volgens Maar En
            Of Want Dus Ook Toch Nog Nu Toen Daarna Daarom Daarnaast Echter Bovendien Vorig
            Vandaag Gisteren Als Wanneer Terwijl Omdat Hoewel Wat Wie Waar Waarom Hoe Zijn
            Haar Hun Ons Onze Alle Veel Sommige Meer Geen Niet Analisten Beleggers
        """,
    },
    "pl": {
        "titles": "p inż mgr gen płk ks św hab min red abp bp ul al pl os im prez dyr",
        "counters": "ust pkt str s poz rys tab tel godz",
        "inner": "np tzn tj m.in ok tzw ww por zob wg ds pt ur zm śp jw",
        "final": "itd itp tys r w gr o.o s.a n.e p.n.e in",
        "starters": """
            W We Na Do Od Po Za Z Ze O U Przy Przez Dla Bez Pod Nad Przed Między Według To
            Ten Ta Te Tego Tej Tym Jak Jego Jej Ich On Ona Oni One My Wy Ja Nie Tak Ale I A
            Oraz Lub Albo Czy Że Gdy Kiedy Gdzie Jeśli Jednak Także Również Ponadto
            Dodatkowo Teraz Dziś Dzisiaj Wczoraj Już Jeszcze Potem Następnie Wtedy Wszystkie
            Wszyscy Wiele Kilka Każdy Co Kto Dlaczego Analitycy Spółka Firma Inwestorzy
            Zarząd
        """,
    },
}


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """What the sentence rules ask of a language; words without their last full stop, folded."""

    titles: frozenset[str]
    counters: frozenset[str]
    inner: frozenset[str]
    final: frozenset[str]
    starters: frozenset[str]
    ordinals: bool  # "am 3. Oktober": a numeral with a full stop is an ordinal


@cache
def abbreviations(language: str) -> Abbreviations:
    """The abbreviations of a language; those of English where we know none."""
    own = _WORDS.get(language, _WORDS["en"])

    def words(kind: str) -> frozenset[str]:
        return frozenset(f"{_COMMON.get(kind, '')} {own[kind]}".split())

    return Abbreviations(
        titles=words("titles"),
        counters=words("counters"),
        inner=words("inner"),
        final=words("final"),
        starters=words("starters"),
        ordinals=language == "de",
    )
