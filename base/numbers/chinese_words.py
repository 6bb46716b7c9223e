"""Which Chinese characters beside a numeral make it a count, a name, or no number at all."""

from __future__ import annotations

import re

from .numerals import by_word

# After one of these a numeral of one character is a count for certain: 三个, 五次.
COUNTED = re.compile(
    r"[多余来]?(?:个(?!别|性|体|人)|项|次(?!区域|级|要|生|序)|名|家|年(?!级)|天|周(?!边|围)|种(?!植)|类(?!似)|条|份|场|轮|批|座|所|台(?!湾)|套|篇|位|"
    r"件|辆|架|艘|吨|公里|千米|公顷|小时|分钟|秒|人|例|幅|只|间|株|亩|岁|倍|万|亿|季度|卷|页|章(?!程)|国语言|公斤|英里|平方|立方|"
    r"大(?:支柱|领域|集群|目标|优先|方面|部分|类|战略|重点)|期|支|步|点(?!燃|名)|层|处|段|阶段|成员国|方面|本(?!地|国|次|身|届)|册|届|门|款|"
    r"家庭|户|笔|部(?!门|长|委)|头|匹|棵|日|晚|度|折|成)"
)
# After one of these, and without 第, a number counts nothing but says which: 30周年, 二期, 三级.
NAMED = re.compile(r"周年|世纪|级|期|等奖|号|楼|年级|届|代|区|大(?!约)|院|类|阶段|环|岁")
# Characters that make 一 … 九 before or after them part of a word.
NO_NUMBER_BEFORE = re.compile(r"(?:统|唯|万|同|单|专|不|划|归|每|某|这|那|另|逐|进|十|之|星期|礼拜|周)$")
WEEKDAY = re.compile(r"(?:星期|礼拜|(?<![一二两三四五六七八九十\d每])周)$")
NAMES = re.compile(
    r"一带一路|十分(?![之钟])|千万(?=[不别要])|万一|四川|三亚|九江|六安|五金|三角|五常|一二三|四通八达|三农|百姓|百科|千方百计|万象|万隆|万国|"
    r"亿利|万事|百度|百货|百万富翁|万能|万维|五花八门|七上八下|接二连三|三番五次|再三|两极|万方|千里|千家万户|成千上万|千千万万|亿万|"
    r"半导体|半岛|多半|半径|大半|三明|四平|八卦|百色|九寨|五台|五四|五一(?=劳动|假|黄金)|十一(?=黄金|假期)|三八(?=妇女|节)|百分百|百分点|"
    r"四处|四面|四周|四季(?!度)|四肢|四海|二元|三元|多元|一元|千兆|百兆|星期[一二三四五六日]|礼拜[一二三四五六日]|周[一二三四五六日](?![年次个])"
)
THE_NEXT = re.compile(r"第(?:二天|二年|一时间|一手|一线|一次|一产业|二产业|三产业)")
FIVE_YEAR_PLAN = re.compile(r"[“\"]?(十?[一二三四五六七八九])五[”\"]?(?=规划|计划|时期|期间|末|收官|开局)")

# Words that hold a number without saying it outright.
SOFT = by_word(
    {
        0: "无 没有 未 零 并非 不",
        1: "首 单 唯一 同一 统一 某 每 元旦",
        2: (
            "双方 双边 双重 双年 双语 双向 双 二者 两者 俩 对 翻番 另一 又 仅次 下半场 后半 下一 再次 次年 次日 其次 "
            "再 副 中等 二氧化碳"
        ),
        3: "季度 三维",
        4: "季",
        6: "半年",
        10: "年代 十几 十余 十多 几十 数十",
        12: "一打 全年",
        14: "两周",
        15: "半月",
        19: "新冠",
        20: "上世纪",
        21: "本世纪",
        24: "全天候 昼夜",
        100: "世纪 上百 数百 几百 近百 百余 百",
        1000: "千 数千 几千 上千 近千 千余",
        10**4: "万 数万 几万 上万 近万",
        10**5: "数十万 几十万",
        10**6: "百万 数百万 几百万 上百万",
        10**7: "千万 数千万 上千万",
        10**8: "亿 数亿 上亿",
        10**9: "十亿 数十亿",
        10**12: "万亿 数万亿",
    }
)
SOFT_WORDS = re.compile("|".join(sorted(map(re.escape, SOFT), key=len, reverse=True)))

# Words before 倍 that add to what was there (增长2倍 is three times as much), and those that say where it ends.
GROWS = re.compile(r"(?:增长|增加|提高|上升|扩大|增|高出|多出|上涨|涨|多|高|提升|翻)了?(?:近|约|逾|超过?)?$")
FALLS = re.compile(r"下降|减少|降低|萎缩|收缩|负|下跌|零下|缩减|下滑|减|跌|降|逆差|亏损|赤字|以下")
"""Words by which a number may be written without its minus."""
