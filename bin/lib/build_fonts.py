"""Makes the typeface of the reports, "Portal Sans SC", from the machine's own Noto Sans CJK.

Noto Sans CJK comes as one 20 MB collection of ten faces with cubic (CFF) outlines, and laying out
a report with it takes far longer than with a plain TrueType pair. This script takes the simplified
Chinese face in two weights, keeps the characters reports are written with, converts the outlines
to quadratic ones, and writes into the directory it is given

    PortalSansSC-Regular.ttf, PortalSansSC-Bold.ttf
    fonts.conf      for FONTCONFIG_FILE: this pair first, then the system's fonts for rarer characters
    stamp           what the pair was made from; while it is unchanged there is nothing to do

The same input gives the same bytes. Noto Sans CJK is under the SIL Open Font License 1.1, which
allows all of this under another name; its copyright and licence stay in the name table.
"""

import argparse
import fcntl
import hashlib
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from copy import deepcopy
from importlib.metadata import version
from pathlib import Path
from xml.sax.saxutils import escape

FAMILY = "Portal Sans SC"
SOURCE_FACE = "Noto Sans CJK SC"
WEIGHTS = ("Regular", "Bold")
# For what the pair lacks, in this order: rare Han characters, then letters of the member countries'
# languages (ş ğ ə қ ў ҷ), which Noto Sans has in nearly the same design.
FALLBACK = (FAMILY, SOURCE_FACE, "Noto Sans", "Noto Sans Georgian", "Noto Sans Arabic", "DejaVu Sans")
SYSTEM_FONTS = ("/usr/share/fonts", "/usr/local/share/fonts")

# Every character of GBK (the two-byte part of GB 18030) that the source has, and the scripts of the
# member countries. Rarer Han characters (extensions A to G) come from the system's Noto Sans CJK.
CHARACTERS = (
    (0x0020, 0x024F),  # Latin
    (0x02B0, 0x036F),  # tone marks, combining accents
    (0x0370, 0x052F),  # Greek, Cyrillic
    (0x1E00, 0x1EFF),  # Latin with several marks
    (0x2000, 0x2BFF),  # punctuation, currency, arrows, mathematics, boxes, shapes, symbols
    (0x2E80, 0x2FDF),  # radicals
    (0x3000, 0x33FF),  # Chinese punctuation, kana, bopomofo, enclosed and squared characters
    (0x4E00, 0x9FFF),  # unified Han
    (0xF900, 0xFAFF),  # compatibility Han
    (0xFE10, 0xFE6F),  # vertical and small forms
    (0xFF00, 0xFFEF),  # full-width and half-width forms
)
FEATURES = ("ccmp", "locl", "kern", "mark", "mkmk", "liga", "halt", "palt", "chws")
FEATURES += ("vert", "vrt2", "vhal", "vpal", "vkrn", "vchw")
# Of the language systems only the default and simplified Chinese: the Japanese and Korean
# forms would bring back thousands of glyphs that no report uses.
SCRIPTS = [f"{script}.{language}" for script in ("DFLT", "hani", "latn", "cyrl", "grek", "kana") for language in ("dflt", "ZHS ")]
# A Chinese face draws these a full character wide, or in the Chinese way. In any other language that
# leaves a hole after every apostrophe (it’ s), so there the Korean face's proportional forms are used.
PROPORTIONAL_FACE = "Noto Sans CJK KR"
PROPORTIONAL = "·‘’“”≤≥≮≯"
BULLET = 0x2022  # the Chinese face has one glyph for · and •
LARGEST_ERROR = 1.0  # of 1000 units to the em, when a cubic curve becomes quadratic ones

FONTS_CONF = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{own}</dir>
{system}
  <cachedir>{own}/cache</cachedir>
  <alias binding="same"><family>sans-serif</family><prefer><family>{family}</family></prefer></alias>
  <alias binding="same"><family>serif</family><prefer><family>{family}</family></prefer></alias>
  <match target="pattern">
    <edit name="family" mode="append_last">
{fallback}
    </edit>
  </match>
</fontconfig>
"""


def find_sources():
    """The two Noto collections, wherever the system keeps them."""
    places = (*SYSTEM_FONTS, Path.home() / ".local/share/fonts", Path.home() / ".fonts")
    found = {}
    for place in places:
        for folder, _, names in os.walk(place):
            for weight in WEIGHTS:
                if f"NotoSansCJK-{weight}.ttc" in names:
                    found.setdefault(weight, Path(folder) / f"NotoSansCJK-{weight}.ttc")
        if len(found) == len(WEIGHTS):
            return found
    missing = ", ".join(f"NotoSansCJK-{w}.ttc" for w in WEIGHTS if w not in found)
    sys.exit(
        f"The Chinese typeface is missing ({missing}). On Debian: apt-get install fonts-noto-cjk\n"
        "缺少中文字体，请安装 Noto Sans CJK（Debian 软件包 fonts-noto-cjk）。"
    )


def stamp_of(sources):
    """What the result depends on: this recipe, the converter and the source files."""
    lines = [f"fonttools {version('fonttools')}"]
    for path in (Path(__file__), *sources.values()):
        with path.open("rb") as file:
            lines.append(f"{path.name} {hashlib.file_digest(file, 'sha256').hexdigest()}")
    return "\n".join(lines) + "\n"


def build(source, weight, target):
    from fontTools import subset
    from fontTools.ttLib import TTCollection

    faces = {font["name"].getDebugName(1): font for font in TTCollection(source, lazy=True).fonts}
    face = faces[SOURCE_FACE]
    chinese, other = face.getBestCmap(), faces[PROPORTIONAL_FACE].getBestCmap()
    for table in face["cmap"].tables:
        if BULLET in getattr(table, "cmap", ()):
            table.cmap[BULLET] = other[BULLET]
    forms = {chinese[ord(c)]: other[ord(c)] for c in PROPORTIONAL}
    face.recalcTimestamp = False
    options = subset.Options(
        layout_features=list(FEATURES),
        layout_scripts=SCRIPTS,
        name_IDs=["*"],
        name_languages=["*"],
        glyph_names=False,
        notdef_outline=True,
        hinting=False,
        drop_tables=[*subset.Options().drop_tables, "VORG", "BASE"],
    )
    subsetter = subset.Subsetter(options)
    wanted = [c for first, last in CHARACTERS for c in range(first, last + 1)]
    subsetter.populate(unicodes=wanted, glyphs=forms.values())
    subsetter.subset(face)
    outside_chinese(face, forms)
    to_truetype(face)
    rename(face, weight)

    part = target.with_suffix(".part")
    face.save(part, reorderTables=True)
    os.replace(part, target)


def outside_chinese(font, forms):
    """Has text in any language but Chinese drawn with the given forms (feature "locl")."""
    from fontTools.otlLib.builder import buildLookup, buildSingleSubstSubtable
    from fontTools.ttLib.tables import otTables

    gsub = font["GSUB"].table
    gsub.LookupList.Lookup.append(buildLookup([buildSingleSubstSubtable(forms)]))
    gsub.LookupList.LookupCount = ours = len(gsub.LookupList.Lookup)
    features = gsub.FeatureList.FeatureRecord

    for script in (record.Script for record in gsub.ScriptList.ScriptRecord if record.ScriptTag != "hani"):
        default = script.DefaultLangSys
        if not any(record.LangSysTag == "ZHS " for record in script.LangSysRecord):
            chinese = otTables.LangSysRecord()
            chinese.LangSysTag, chinese.LangSys = "ZHS ", deepcopy(default)
            script.LangSysRecord.append(chinese)
        record = otTables.FeatureRecord()
        record.FeatureTag, record.Feature = "locl", otTables.Feature()
        lookups = {ours - 1}
        for index in list(default.FeatureIndex):
            if features[index].FeatureTag == "locl":
                lookups.update(features[index].Feature.LookupListIndex)
                default.FeatureIndex.remove(index)
        record.Feature.FeatureParams = None
        record.Feature.LookupListIndex = sorted(lookups)
        record.Feature.LookupCount = len(lookups)
        default.FeatureIndex.append(len(features))
        features.append(record)


def to_truetype(font):
    """Replaces the cubic outlines (CFF) by quadratic ones (glyf)."""
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import newTable

    order = font.getGlyphOrder()
    outlines = font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        outlines[name].draw(Cu2QuPen(pen, LARGEST_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph(dropImpliedOnCurves=True)

    font["glyf"] = glyf = newTable("glyf")
    glyf.glyphOrder = order
    glyf.glyphs = glyphs
    font["loca"] = newTable("loca")
    for name, glyph in glyphs.items():
        glyph.recalcBounds(glyf)
        advance, _ = font["hmtx"][name]
        font["hmtx"][name] = (advance, getattr(glyph, "xMin", 0))
    del font["CFF "]
    font.sfntVersion = "\0\1\0\0"

    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    maxp.maxZones = 1
    for field in (
        "maxTwilightPoints",
        "maxStorage",
        "maxFunctionDefs",
        "maxInstructionDefs",
        "maxStackElements",
        "maxSizeOfInstructions",
        "maxComponentElements",
        "maxPoints",
        "maxContours",
        "maxCompositePoints",
        "maxCompositeContours",
        "maxComponentDepth",
    ):
        setattr(maxp, field, 0)
    post = font["post"]
    post.formatType = 3.0
    font["head"].glyphDataFormat = 0


def rename(font, weight):
    """Its own name, so that it is never taken for the original; copyright and licence stay."""
    kept = {0, 5, 7, 8, 9, 11, 13, 14}  # copyright, version, trademark, makers, licence
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in kept]
    for name_id, text in {
        1: FAMILY,
        2: weight,
        3: f"{FAMILY} {weight}; from {SOURCE_FACE}",
        4: f"{FAMILY} {weight}",
        6: f"{FAMILY.replace(' ', '')}-{weight}",
    }.items():
        table.setName(text, name_id, 3, 1, 0x409)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("directory", type=Path)
    own = parser.parse_args().directory.resolve()
    own.mkdir(parents=True, exist_ok=True)

    with (own / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        sources = find_sources()
        targets = {weight: own / f"{FAMILY.replace(' ', '')}-{weight}.ttf" for weight in WEIGHTS}
        stamp, wanted = own / "stamp", stamp_of(sources)
        current = stamp.exists() and stamp.read_text() == wanted
        if not current or not all(target.exists() for target in targets.values()):
            print("Making the report typeface (once, about half a minute) ...", flush=True)
            stamp.unlink(missing_ok=True)
            with ProcessPoolExecutor(len(WEIGHTS)) as pool:
                jobs = [pool.submit(build, sources[w], w, targets[w]) for w in WEIGHTS]
                for job in jobs:
                    job.result()
            stamp.write_text(wanted)

        system = "\n".join(f"  <dir>{escape(place)}</dir>" for place in SYSTEM_FONTS)
        fallback = "\n".join(f"      <string>{name}</string>" for name in FALLBACK)
        text = FONTS_CONF.format(own=escape(str(own)), system=system, family=FAMILY, fallback=fallback)
        config = own / "fonts.conf"
        if not config.exists() or config.read_text() != text:
            config.write_text(text)


if __name__ == "__main__":
    main()
