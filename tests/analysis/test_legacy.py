"""Text that old encodings damaged comes back, and sound text is left alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from babel.localedata import load, locale_identifiers
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis.legacy import recovered
from index.analysis.legacy.convert import convert
from index.analysis.legacy.tables import ENCODINGS, LETTERS
from tests.analysis.damage import DAMAGES, NAMES, TCVN3_LETTERS, tcvn3, utf8, vni
from tests.analysis.writing import syllables

Damage = Callable[[str], str]
BY_NAME = {encoding.name: encoding for encoding in ENCODINGS}

STORY = (
    "Đàm phán hoà bình đã mở lại",
    "Hai bên gặp nhau ở xã Nà Phiêng để bàn về thuỷ điện và rừng đầu nguồn.\n"
    "Ông Nguyễn Văn Hoà cho biết người dân đồng ý. Họ cần thêm một năm nữa.",
)


def mended(*texts: str, least: int = 3) -> tuple[str, ...]:
    found = recovered(texts, least)
    return texts if found is None else found.texts


@settings(max_examples=300)
@given(st.text(alphabet=LETTERS + "bcghknmptqrsvxBKHT .,-0123456789", max_size=60))
def test_any_vietnamese_text_survives_each_encoding(text: str) -> None:
    for damage in DAMAGES:
        if damage is tcvn3:
            continue
        assert convert(damage(text), BY_NAME[NAMES[damage]]) == text


@settings(max_examples=300)
@given(st.text(alphabet="".join(TCVN3_LETTERS) + "abcghknmptqrsvx .,-0123456789", max_size=60))
def test_tcvn3_text_survives_as_far_as_it_has_letters(text: str) -> None:
    assert convert(tcvn3(text), BY_NAME["TCVN3"]) == text


@pytest.mark.parametrize("damage", DAMAGES, ids=NAMES.get)
@settings(max_examples=50)
@given(words=st.lists(syllables(), max_size=20))
def test_the_encoding_is_found_by_what_the_words_become(
    damage: Damage, words: list[tuple[str, str]]
) -> None:
    # no text is without words like these
    text = "của những người được đã mở lại đường " + " ".join(old for _, old in words)
    assert mended(damage(text)) == (text,)


@pytest.mark.parametrize("damage", DAMAGES, ids=NAMES.get)
def test_a_whole_document_comes_back(damage: Damage) -> None:
    found = recovered([damage(text) for text in STORY])
    assert found is not None
    assert found.texts == STORY
    assert found.encodings == (NAMES[damage],)


@pytest.mark.parametrize("damage", DAMAGES, ids=NAMES.get)
def test_sound_sentences_beside_damaged_ones_are_left_alone(damage: Damage) -> None:
    sound = "Theo bản tin hôm qua, đường lên xã đã thông. Có mét vuông là mét vuông."
    body = f"{damage(STORY[1])}\n{sound}"
    assert mended(STORY[0], body, damage(STORY[0])) == (STORY[0], f"{STORY[1]}\n{sound}", STORY[0])


def test_a_short_headline_is_understood_by_its_body() -> None:
    assert recovered([tcvn3("Có một nhà")]) is None
    assert mended(tcvn3("Có một nhà"), *map(tcvn3, STORY))[0] == "Có một nhà"


def test_two_encodings_in_one_document() -> None:
    found = recovered([tcvn3(STORY[1]), vni(STORY[1])])
    assert found is not None
    assert found.texts == (STORY[1], STORY[1])
    assert set(found.encodings) == {"TCVN3", "VNI"}


def test_a_few_words_are_enough_where_the_caller_says_so() -> None:
    assert recovered(["§µm ph¸n"]) is None
    assert mended("§µm ph¸n", least=2) == ("Đàm phán",)
    assert mended("Ä‘Ã m phÃ¡n", least=2) == ("đàm phán",)


@pytest.mark.parametrize(
    ("damaged", "meant"),
    [
        ("Hµ NéI Vµ §µM PH¸N HOµ B×NH", "HÀ NỘI VÀ ĐÀM PHÁN HOÀ BÌNH"),
        ("Tin tõ VIÖT NAM: ®µm ph¸n", "Tin từ VIỆT NAM: đàm phán"),
        ("¸N ph¹t", "ÁN phạt"),
        ("Tin tõ Hµ NéI", "Tin từ Hà NỘI"),
        ("B¸ TrÇn", "Bá Trần"),
    ],
)
def test_capitals_of_an_abc_font_follow_the_ascii_letters_beside_them(
    damaged: str, meant: str
) -> None:
    assert convert(damaged, BY_NAME["TCVN3"]) == meant


def test_capitals_that_lie_in_the_font_alone_come_out_small() -> None:
    assert convert(
        tcvn3("ĐÀM PHÁN").replace("M PH", "m ph").replace("N", "n"), BY_NAME["TCVN3"]
    ) == ("Đàm phán")


@pytest.mark.parametrize(
    ("damaged", "meant"),
    [
        ("Ä‘Ã m phÃ¡n", "đàm phán"),
        ("lÃ ngÆ°á»\x9di vÃ o lÃ ng", "là người vào làng"),
        ("Ä‘Ã³ lÃ", "đó là"),
        ("lÃ vÃ o", "là vào"),
        ("nÃ³i: â€œHÃ²a bÃ¬nhâ€\x9d.", "nói: “Hòa bình”."),
    ],
)
def test_utf8_whose_no_break_spaces_became_spaces(damaged: str, meant: str) -> None:
    assert convert(damaged, BY_NAME["UTF-8"]) == meant


FOREIGN = [
    "L’été dernier, Zoé a dû payer très cher son goûter à l’hôtel près de la forêt.",
    "Die Grünen möchten künftig höhere Löhne für Ärzte und Pfleger in München prüfen.",
    "El niño comió piñas en la montaña; mañana habrá más señales según él.",
    "Não há razões: a educação e a nação são irmãs, e o pão é bom.",
    "Nu går vi så på då få små båtar flöt över sjön där björnen åt blåbär.",
    "Søndag, mandag og tirsdag får børn grød på bordet, når vi går hjem før ørkenen.",
    "Şimdi güneş doğuyor, çünkü gökyüzü bugün çok güzel ve ılık.",
    "Þetta er íslenska: það er gott að búa við fjörðinn með öðrum.",
    "Łódź i Kraków są piękne, więc żółw idzie ścieżką.",
    "Kích thước 5 µm, 12 µg, 25 °C, ±3 %, ½ ly, 20 m², £5, ¥10, §5 © 2020 Intel® «câu»",
    "Ông là bố của bé, có số nhà một mét và cô bé ăn cá ở xa.",
    "hai năm nay, con đường ven biển đã rộng thêm mười mét; bà con rất vui",
    "Quán café cạnh đường; señor Peña và François Müller đến từ Malmö.",
]


@pytest.mark.parametrize("text", FOREIGN)
@pytest.mark.parametrize("least", [3, 2])
def test_sound_text_of_any_language_is_left_alone(text: str, least: int) -> None:
    assert recovered([text], least) is None


def _names() -> Iterator[tuple[str, str]]:
    for locale in locale_identifiers():
        data = load(locale)  # merged: what is loaded otherwise stays so for the whole process
        for kind in ("territories", "languages"):
            names = [name for name in data.get(kind, {}).values() if isinstance(name, str)]
            if names:
                yield f"{locale} {kind}", "\n".join(names)


def test_no_name_of_a_country_or_language_in_any_language_is_touched() -> None:
    lists = dict(_names())
    assert len(lists) > 500
    assert [name for name, text in lists.items() if recovered([text])] == []


@given(st.text(max_size=80) | st.text(alphabet=LETTERS + " .\n", max_size=200))
def test_nothing_raises_and_sound_vietnamese_is_never_damaged(text: str) -> None:
    found = recovered([text])
    if not set(text) - set(LETTERS) - set(" .\n"):
        assert found is None or found.texts == (text,)


def test_mending_twice_changes_nothing_more() -> None:
    for damage in DAMAGES:
        assert recovered(mended(*map(damage, STORY))) is None


def test_the_utf8_of_utf8_is_not_guessed_at() -> None:
    # damaged twice: mending it once would be no better to read
    twice = utf8(utf8(STORY[0]))
    assert mended(twice) in {(twice,), (utf8(STORY[0]),)}


@pytest.mark.parametrize(
    "line", ["Ã" * 500_000, "Ã " * 250_000, "Ãa" * 250_000, "ph¸n " * 100_000, "¸." * 250_000]
)
def test_a_hostile_line_is_read(line: str) -> None:
    found = recovered([line])
    assert found is None or len(found.texts) == 1
