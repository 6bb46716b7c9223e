"""Which currency stands beside a number, by its sign, code or name in either language."""

from __future__ import annotations

import re

# The codes of ISO 4217. A plain “$”, “dollars” and 元 leave the country open.
_ENGLISH = {
    "USD": "us dollars?|u\\.s\\. dollars?|american dollars?", "DOLLAR": "dollars?", "EUR": "euros?",
    "GBP": "pounds sterling|pounds?",
    "CNY": "yuan|renminbi|chinese yuan", "JPY": "japanese yen|yen", "KZT": "tenge", "SOM": "soums?|soms?|sums?", "TJS": "somonis?",
    "MANAT": "manats?", "GEL": "laris?|lari", "MNT": "tugriks?|togrogs?", "RUPEE": "rupees?", "AFN": "afghanis?",
    "RUB": "roubles?|rubles?", "CHF": "swiss francs?", "KRW": "won",
}  # fmt: skip
_CHINESE = {
    "USD": "美元|美金", "EUR": "欧元", "GBP": "英镑", "CNY": "元?人民币元?", "JPY": "日元", "KZT": "坚戈", "SOM": "苏姆|索姆|苏木",
    "TJS": "索莫尼", "MANAT": "马纳特", "GEL": "拉里", "MNT": "图格里克", "RUPEE": "卢比", "AFN": "..汗尼", "RUB": "卢布",
    "CHF": "瑞士法郎|瑞郎", "KRW": "韩元", "DOLLAR": "澳元|加元|新元|港元|港币|新西兰元", "YUAN": "元(?!素|旦|件)",
}  # fmt: skip
_SIGNS = {
    "US$": "USD", "USD": "USD", "$": "DOLLAR", "€": "EUR", "EUR": "EUR", "£": "GBP", "GBP": "GBP", "¥": "YUAN", "￥": "YUAN",
    "CNY": "CNY", "RMB": "CNY", "JPY": "JPY", "KZT": "KZT", "UZS": "SOM", "KGS": "SOM", "TJS": "TJS", "AZN": "MANAT",
    "TMT": "MANAT",
    "GEL": "GEL", "MNT": "MNT", "PKR": "RUPEE", "INR": "RUPEE", "AFN": "AFN", "RUB": "RUB", "CHF": "CHF", "A$": "DOLLAR",
    "C$": "DOLLAR", "AUD": "DOLLAR", "人民币": "CNY", "美元": "USD",
}  # fmt: skip

_BEFORE = re.compile(r"(?:^|[^A-Za-z])(US\$|A\$|C\$|[$€£¥￥]|[A-Z]{3}|人民币|美元) ?$")
_NAMES = [(code, re.compile(rf"[ -]?(?:{pattern})(?![A-Za-z])", re.IGNORECASE)) for code, pattern in _ENGLISH.items()] + [
    (code, re.compile(pattern)) for code, pattern in _CHINESE.items()
]
_CODE_AFTER = re.compile(r" ?([A-Z]{3})\b")

# A name that leaves the country open agrees with each of these.
_OPEN = {"DOLLAR": {"USD"}, "YUAN": {"CNY", "JPY"}}


def currency_of(before: str, after: str) -> tuple[str, int, int]:
    """The currency beside a number, and how many characters of it stand before and after; empty when there is none."""
    if (sign := _BEFORE.search(before)) and sign[1] in _SIGNS:
        return _SIGNS[sign[1]], len(before) - sign.start(1), 0
    if (code := _CODE_AFTER.match(after)) and code[1] in _SIGNS:
        return _SIGNS[code[1]], 0, code.end()
    for name, pattern in _NAMES:
        if found := pattern.match(after):
            return name, 0, found.end()
    return "", 0, 0


def same_currency(one: str, other: str) -> bool:
    """Whether two currencies may be the same; an unnamed one may be any."""
    if not one or not other or one == other:
        return True
    return other in _OPEN.get(one, ()) or one in _OPEN.get(other, ())
