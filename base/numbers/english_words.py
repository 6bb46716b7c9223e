"""Which English words hold a number without saying it outright, and which words name what a number says."""

from __future__ import annotations

import re

from .numerals import by_word

SOFT = by_word(
    {
        0: "no none nil zero not without net-zero nor",
        1: ("once single sole only first firstly inaugural maiden primary initial each a an annual yearly year monthly solo uni"),
        2: (
            "both twice double doubled doubles doubling pair pairs couple dual twin bilateral bilaterally either "
            "neither secondly secondary another biennial biennially biannual biannually again half-yearly semi-annual "
            "semiannual twofold two-way next following"
        ),
        3: "trilateral tripartite triennial thirdly thrice tertiary trio quarterly",
        4: "quartet fourthly quadrilateral",
        5: "quinquennial fifthly",
        7: "weekly week",
        10: "decade decades decadal tens",
        12: "dozen dozens year-long yearlong",
        14: "fortnight fortnightly",
        19: "coronavirus covid",
        20: "scores score",
        24: "round-the-clock",
        31: "eve",
        100: "century centuries centenary hundreds hundred",
        1000: "millennium thousands thousand",
        10**6: "millions million",
        10**9: "billions billion",
        10**12: "trillions trillion",
    }
)
SOFT_WORDS = re.compile(
    r"(?<![A-Za-z-])(?:" + "|".join(sorted(map(re.escape, SOFT), key=len, reverse=True)) + r")(?![A-Za-z])", re.IGNORECASE
)

# Before a number these make it say which, not how many: Article 5, Pillar 1, No. 3.
LABELS = re.compile(
    r"(?:\b(?:articles?|phases?|pillars?|chapters?|sections?|tables?|figures?|annex(?:es)?|appendix|appendices|parts?|goals?|stages?|levels?|"
    r"rounds?|items?|tiers?|grades?|categor(?:y|ies)|class|days?|steps?|nos?\.?|numbers?|objectives?|outcomes?|outputs?|targets?|indicators?|"
    r"objectives?|paragraphs?|paras?\.?|clauses?|principles?|rules?|years?|weeks?|sessions?|modules?|volumes?|vol\.|boxes|box|priorit(?:y|ies)|"
    r"cluster|clusters|corridors?|components?|deliverables?|actions?|activit(?:y|ies)|agenda|groups?|types?|tranches?|tranche|ranks?|ranked|"
    r"page|pages|pp?\.|issue|issues|version|schedules?|protocols?|resolutions?|recommendations?|lots?|units?|zones?|room|route|line|lines)"
    r"|(?-i:\b[A-Z][A-Za-z]{2,}))[ -]?#?$|#$",
    re.IGNORECASE,
)
FALLS = re.compile(
    r"fall|fell|declin|decreas|drop|reduc|contract|shrank|shrink|lower|minus|negative|below zero|down|deficit|loss|lost|cut",
    re.IGNORECASE,
)
"""Words by which a number may be written without its minus."""

MULTIPLES = by_word(
    {
        3: "tripled triple trebled treble tripling triples",
        4: "quadrupled quadruple quadrupling",
        5: "quintupled quintuple",
    }
)
