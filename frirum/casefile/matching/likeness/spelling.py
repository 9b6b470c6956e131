"""Names and identifiers in the one spelling in which they are compared."""

import functools
import re
import unicodedata

from .tables import lines_of

_HOME = "DK"
_HOME_CODE = 45
_LETTERS = str.maketrans({"æ": "a", "ø": "o", "å": "a", "ð": "d", "þ": "th", "ł": "l", "œ": "o"})
_DIGRAPHS = re.compile("ae|oe|aa")
_FIRST_LETTER = {"ae": "a", "oe": "o", "aa": "a"}
_NOT_WORD = re.compile(r"[\W_]+")
_APOSTROPHES = re.compile("['’`\u00b4\u02bc]")
_PLAIN_PHONE = re.compile(r"(?:(?:\+|00)45)?([2-9]\d{7})")
_LIKE_DIGITS = str.maketrans({"O": "0", "Q": "0", "I": "1"})


def fold(words: str) -> str:
    """A name in one spelling: æ/ae, ø/oe, å/aa alike, no marks, single spaces, small letters."""
    plain = words.casefold().translate(_LETTERS)
    if not plain.isascii():
        marked = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in marked if not unicodedata.combining(letter))
    plain = _DIGRAPHS.sub(lambda found: _FIRST_LETTER[found[0]], plain)
    return _NOT_WORD.sub(" ", plain).strip()


@functools.cache
def _mangled() -> tuple[re.Pattern[str], dict[str, str]]:
    """A line of one word alone would stand for nothing; longer signs are looked for first."""
    pairs = dict(line.split() for line in lines_of("mangled"))
    return re.compile("|".join(map(re.escape, sorted(pairs, key=len, reverse=True)))), pairs


@functools.cache
def _scripts() -> dict[int, str]:
    pairs = (line.partition(" ")[::2] for line in lines_of("letters"))
    return {ord(letter): latin for letter, latin in pairs}


def repaired(written: str) -> str:
    """What stood there before a programme read it in a wrong way. Plain letters stay."""
    if written.isascii() and not any(sign in written for sign in "{|}[]\\&=%"):
        return written
    text = written
    for _ in range(2):
        try:
            text = text.encode("cp1252").decode("utf-8")
        except UnicodeError:
            break
    signs, was = _mangled()
    return signs.sub(lambda found: was[found[0]], text)


@functools.lru_cache(maxsize=8_192)
def words_of(name: str) -> tuple[str, ...]:
    """The folded words of a name, in order, of Latin letters whatever script it was written in."""
    text = _APOSTROPHES.sub("", repaired(name)).replace("�", "").replace("?", "")
    if not text.isascii():
        text = text.casefold().translate(_scripts())
    return tuple(word for word in fold(text).split() if word.isascii() and not word.isdigit())


_SOUNDS = [
    (re.compile(sound), spelt)
    for sound, spelt in (
        ("tsch|sch|tch|dsj|sj|sh|cz|sz|zh|tj(?=e)|^ch(?=a)", "s"),
        ("dj|dzh|gj(?=e)", "j"),
        ("ph", "f"),
        ("ch|kh|ck|kj|q", "k"),
        ("x", "ks"),
        ("c(?=[eiy])", "s"),
        ("c", "k"),
        ("gh", "g"),
        ("[dtb]h", lambda found: found[0][0]),
        ("hv|hj|gj", lambda found: found[0][1]),
        ("[wv]", "f"),
        ("z", "s"),
        ("nd(?!$)|nd$", "n"),
        ("ld(?![aeiouy])", "l"),
        ("rd(?![aeiouy])", "r"),
        ("d", "t"),
        ("so?e?n+$", "sn"),
        ("ou|oo|u", "o"),
        ("[aei][ijy](?=[aeiou])", "a"),
        ("[ijy]+|ee+|ie", "e"),
        ("e+", "e"),
        ("(?<=.)h", ""),
        (r"(.)\1+", r"\1"),
        ("(?<=..)[aeo]+$", ""),
    )
]


# As many words as a large house knows names: the sound of each is asked for at nearly every look.
@functools.lru_cache(maxsize=32_768)
def skeleton(word: str) -> str:
    """How a folded word sounds to a Danish ear: Petersen and Pedersen, Christian and Kristian."""
    heard = word
    for sound, spelt in _SOUNDS:
        heard = sound.sub(spelt, heard)
    return heard or word


def phone_digits(written: str) -> str:
    """A Danish number as its 8 digits, any other as +country and number; "" when it is none."""
    squeezed = written.replace(" ", "")
    if plain := _PLAIN_PHONE.fullmatch(squeezed):
        return plain[1]
    import phonenumbers  # noqa: PLC0415 - for the few that are no plain Danish number

    try:
        number = phonenumbers.parse(written, _HOME)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    if number.country_code == _HOME_CODE:
        return str(number.national_number)[-8:]
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def email(written: str) -> str:
    """Small letters, without marks and tag in the part before the @; "" when it is none."""
    local, at, host = written.strip().lower().rpartition("@")
    local = _MARKS.sub("", local.split("+")[0])
    return f"{local}@{host}" if at and local and "." in host else ""


_MARKS = re.compile(r"[.\s_-]")
_THIS_CENTURY = 26


def born_on(cpr: str) -> str:
    """The day (ISO) in ten digits of a civil number, of whoever is under a hundred years old."""
    day, month, year = int(cpr[:2]), int(cpr[2:4]), int(cpr[4:6])
    century = 2000 if year <= _THIS_CENTURY else 1900
    return f"{century + year}-{month:02d}-{day - 60 if day > 60 else day:02d}"


def cpr_digits(written: str) -> str:
    """Ten digits that begin with a day; 60 is added to the day of a number given in its stead."""
    digits = re.sub(r"\D", "", written)
    if len(digits) != 10:
        return ""
    day, month = int(digits[:2]), int(digits[2:4])
    return digits if 1 <= month <= 12 and (1 <= day <= 31 or 61 <= day <= 91) else ""


def handle(written: str) -> str:
    """Letters and digits of a profile name, without the service it is of; "" when too short."""
    name = written.strip().rstrip("/").rpartition("/")[2] if "://" in written else written
    name = name.rpartition(":")[2] if ":" in name else name
    letters = _NOT_WORD.sub("", fold(name).replace(" ", ""))
    return letters if len(letters) >= 3 else ""


def plate(written: str) -> str:
    """Capitals and digits, with O as 0 and I as 1; "" when too short."""
    letters = _NOT_WORD.sub("", written).upper().translate(_LIKE_DIGITS)
    return letters if len(letters) >= 4 else ""


@functools.cache
def _street_words() -> dict[str, str]:
    return {
        fold(short): fold(whole) for short, whole in (line.split() for line in lines_of("streets"))
    }


_CUT_SHORT = re.compile(r"(?<=\w\w)(gd|g|v)\.(?=\s|$)")
_ENDINGS = {"gd": "gade", "g": "gade", "v": "vej"}
_NUMBER = re.compile(r"(?<![\w])(\d{1,4})\s?([a-zA-Z]?)(?![\w])")
_STREET_ENDS = re.compile("(?:vej|gade|alle|strade|vanget|plads|parken|torvet?|stien?|boulevard)$")
_POSTCODE = re.compile(r"(?<!\d)(?:DK-?\s?)?([1-9]\d{3})\s+(?=[^\W\d])|(?<!\d)([1-9]\d{3})$")


def place(street: str, postcode: str = "", town: str = "") -> str:
    """An address as "street|number|postcode|town", each part as far as it is known.

    A postcode and town that were written behind the street are found there.
    """
    line = _CUT_SHORT.sub(lambda found: _ENDINGS[found[1]], repaired(street).strip())
    if not postcode and (found := _POSTCODE.search(line)):
        postcode = found[1] or found[2]
        town, line = town or line[found.end() :], line[: found.start()].strip(" ,")
    if not postcode and town and (found := _POSTCODE.search(town.strip())):
        postcode = found[1] or found[2]
        town = town.strip()[found.end() :]
    number = _NUMBER.search(line)
    name = line[: number.start()] if number and number.start() else line.split(",")[0]
    spelt = "".join(_street_words().get(word, word) for word in fold(name).split())
    door = f"{int(number[1])}{number[2].lower()}" if number and number.start() else ""
    if spelt and not (door or postcode or town or _STREET_ENDS.search(spelt)):
        spelt, town = "", name  # one word by itself is a town
    parts = spelt, door, re.sub(r"\D", "", postcode), fold(repaired(town))
    return "|".join(parts) if any(parts) else ""
