"""Words that say a quantity went up or down, and words that end their reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsletter.text.units import listed

if TYPE_CHECKING:
    from newsletter.model import Direction

_RISING: Direction = "up"
_FALLING: Direction = "down"

_UP = listed(
    """
    rise rises rose risen rising climb climbs climbed climbing gain gains gained gaining
    jump jumps jumped jumping surge surges surged surging soar soars soared soaring leap
    leaps leapt leaped leaping advance advances advanced advancing grow grows grew grown
    growing growth increase increases increased increasing rally rallies rallied rallying
    rebound rebounds rebounded rebounding recover recovers recovered recovering recovery
    swell swells swelled swollen swelling expand expands expanded expanding expansion spike
    spikes spiked spiking skyrocket skyrocketed skyrocketing rocketed rocketing boost boosts
    boosted boosting hike hikes hiked hiking raise raises raised raising lift lifts lifted
    lifting up upward upwards upturn higher improve improves improved improving
    improvement accelerate accelerated accelerating strengthen strengthened strengthening
    firmed firmer bounce bounces bounced bouncing add adds added adding appreciate
    appreciated appreciating appreciation comeback double doubles doubled doubling triple
    triples tripled tripling trebled quadrupled quadruple doubled widen widens widened
    widening upside runup run-up uptick balloon ballooned ballooning snowballed mushroomed
    multiplied escalated escalating push pushes pushed pushing upped ups topped-up
    """
)
_DOWN = listed(
    """
    fall falls fell fallen falling drop drops dropped dropping decline declines declined
    declining slip slips slipped slipping slide slides slid sliding sink sinks sank sunk
    sinking tumble tumbles tumbled tumbling plunge plunges plunged plunging plummet plummets
    plummeted plummeting slump slumps slumped slumping crash crashes crashed crashing lose
    loses lost losing shed sheds shedding dip dips dipped dipping ease eases eased easing
    decrease decreases decreased decreasing shrink shrinks shrank shrunk shrinking shrinkage
    contracted contracting contraction cut cuts cutting slash slashes slashed slashing
    reduce reduces reduced reducing reduction lowers lowered lowering weaken weakens
    weakened weakening weaker retreat retreats retreated retreating dive dives dived dove
    diving nosedive nosedived sag sags sagged sagging skid skidded skidding narrow narrows
    narrowed narrowing halve halves halved halving trim trims trimmed trimming wipe wipes
    wiped wiping erase erased erasing down downward downwards downturn lower off
    depreciate depreciated depreciating depreciation devalued devaluation collapse collapses
    collapsed collapsing crater cratered tank tanked tanking dwindle dwindled dwindling
    diminished slowed slowing slowdown selloff sell-off rout discount drawdown downside
    slimmed sliced knocked shaved shaves deteriorated tapered pare pares pared paring
    """
)

CUES: dict[str, Direction] = {**dict.fromkeys(_UP, _RISING), **dict.fromkeys(_DOWN, _FALLING)}

# "A record of $120", "a new low of $3": where a market went; `movement` asks for the company.
LOWS: dict[str, Direction] = {
    "record": "up",
    "high": "up",
    "low": "down",
    "lows": "down",
    "highs": "up",
}

# Stand behind a figure, a word or two between: "a $250 billion comeback", "a 5 % annual rise".
NOUNS: dict[str, Direction] = {
    **dict.fromkeys(
        listed(
            """
            rise gain jump surge leap advance growth increase rally rebound recovery expansion spike
            boost hike improvement bounce appreciation comeback upside uptick run-up climb runup
            upswing acceleration premium
            """
        ),
        _RISING,
    ),
    **dict.fromkeys(
        listed(
            """
            drop fall decline slip slide slump plunge tumble dip decrease contraction cut cuts
            cutback reduction reductions retreat dive crash selloff sell-off rout
            discount slowdown pullback depreciation
            devaluation collapse downside shrinkage drawdown shortfall haircut
            """
        ),
        _FALLING,
    ),
}
# Stand right behind it: "65 % below its peak", "5 cents higher".
ADVERBS: dict[str, Direction] = {
    **dict.fromkeys(
        listed("up higher above more dearer bigger larger stronger wider faster upwards"), _RISING
    ),
    **dict.fromkeys(
        listed(
            """
            down lower below less fewer cheaper smaller weaker under narrower slower off downwards
            """
        ),
        _FALLING,
    ),
}

# With money as their object these say that it was found or lent: "raised $5 million".
FUNDING = frozenset(listed("raise raises raised raising advance advances advanced advancing"))

# Adding a quantity says that it came, not that it rose: "adds 25,000 barrels a day".
ADDING = frozenset(listed("add adds added adding"))

# A new statement begins: a movement before it says nothing of a figure behind it.
BREAKS = frozenset(
    listed(
        """
    but while although though whereas which who whose because after before despite since
    when where amid if unless until as that and with without for versus vs against than
    excluding including said says saying
    """
    )
)

# "set up", "made up", "backed off": the particle belongs to the verb.
PARTICLES = frozenset(("up", "down", "off"))
PHRASAL = frozenset(
    listed(
        """
    set sets setting follow follows made make makes making back backs backed backing sign
    signs signed signing give gives gave given giving buy buys bought buying
    end ends ended ending start starts started
    take takes took taken taking turn turns turned turning call called come comes came
    coming put puts putting pay pays paid paying lay lays laid laying sell sold selling spin
    spins spun spinning chalk chalked chalks rack racked racks divide divided
    dividing break breaking broken join joined
    lead wrap wrapped shut shuts shutting hold held speed build built
    building snap snapped written write wrote kick kicked kicks stand stood break broke
    sets-up show shows
    """
    )
)
