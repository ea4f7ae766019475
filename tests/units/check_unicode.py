# SPDX-License-Identifier: MIT
"""check_unicode.py PROGRAM: the keys of every syllable of Vietnamese against Python's unicodedata.

PROGRAM is the tests of the room. Its test case "syllables and their keys" prints, with tabs between them: a syllable with
its tone on the one vowel and on the other, both decomposed, the first in capitals, an equality key and a search key.
"""

import subprocess
import sys
import unicodedata

TONES = "\u0300\u0301\u0303\u0309\u0323"
VOWELS = "aeiouy"


def composed(text):
    return unicodedata.normalize("NFC", text)


def apart(text):
    return unicodedata.normalize("NFD", text)


def tones(text):
    return [c for c in apart(text) if c in TONES]


def toneless(text):
    return composed("".join(c for c in apart(text) if c not in TONES))


def bare(text):
    """Without marks, đ as d, and y behind a consonant, or behind qu, as i."""
    letters = "".join(c for c in apart(text) if not unicodedata.combining(c)).replace("đ", "d")
    for at in range(len(letters) - 1, 0, -1):
        behind = letters[at - 1] not in VOWELS or (letters[at - 1] == "u" and letters[:at] == "qu")
        if letters[at] == "y" and behind:
            letters = letters[:at] + "i" + letters[at + 1 :]
    return letters


def faults_of(early, late, early_apart, late_apart, capital, equality, search):
    laws = {
        "composed text is NFC": composed(early_apart) == early and composed(late_apart) == late,
        "decomposed text is NFD": apart(early) == early_apart and apart(late) == late_apart,
        "capitals are those of Unicode": early.upper() == capital and capital.casefold() == early,
        "the equality key is NFC and folded": composed(equality) == equality == equality.casefold(),
        "the equality key keeps letters, marks and tones": toneless(equality) == toneless(early) == toneless(late)
        and tones(equality) == tones(early) == tones(late),
        "the search key is bare": search == bare(early),
    }
    return [law for law, holds in laws.items() if not holds]


def main():
    told = subprocess.run(
        [sys.argv[1], "--no-skip", "--test-case=syllables and their keys"], check=True, stdout=subprocess.PIPE
    ).stdout.decode("utf-8")
    rows = [line.split("\t") for line in told.splitlines() if line.count("\t") == 6]
    wrong = [(row, faults) for row in rows if (faults := faults_of(*row))]
    for row, faults in wrong[:20]:
        print(" ".join(row), "-", "; ".join(faults))
    print(f"{len(rows)} syllables, {len(wrong)} with a fault, against Unicode {unicodedata.unidata_version}")
    return 1 if wrong or len(rows) < 20000 else 0


sys.exit(main())
