"""Weekly home lessons by grade, a typical local distribution of the national minimum."""

from __future__ import annotations

_PRIMARY = {
    1: "AI:7 MA:4 YL:2 KT:1 MU:1 KU:1 KS:2 LI:2 A1:1",
    2: "AI:7 MA:4 YL:2 KT:1 MU:1 KU:1 KS:2 LI:2 A1:1",
    3: "AI:6 MA:4 YL:3 KT:1 MU:1 KU:1 KS:2 LI:2 A1:2",
    4: "AI:5 MA:4 YL:3 KT:1 MU:1 KU:2 KS:2 LI:2 A1:3 VAL:1",
    5: "AI:5 MA:4 YL:3 HI:1 KT:1 MU:1 KU:2 KS:2 LI:2 A1:3 VAL:1",
    6: "AI:4 MA:4 YL:2 HI:2 YH:1 KT:1 MU:1 KU:2 KS:2 LI:2 A1:2 B1:2",
}
_SECONDARY = {
    7: "AI:3 MA:4 BI:1 GE:1 FY:1 KE:1 TE:1 KT:1 HI:2 MU:2 KU:2 KS:3 LI:2 KO:2 A1:2 B1:2",
    8: "AI:3 MA:4 BI:1 GE:1 FY:2 KE:1 TE:1 KT:1 HI:2 LI:2 KO:2 A1:3 B1:2 VAL:4",
    9: "AI:4 MA:4 BI:1 GE:2 FY:1 KE:2 TE:1 KT:1 YH:3 LI:2 OP:1 A1:2 B1:2 VAL:4",
}
_BY_GRADE = _PRIMARY | _SECONDARY

BANDS_OF_A_GRADE = ("KT", "VAL", "A2")
DOUBLES = {"KS", "KO", "KU"}
DOUBLES_FROM_GRADE_7 = {"LI", "VAL"}
SPECIALISTS = {"A1", "B1", "A2"}
MOST_A_DAY = {"AI": 2, "MA": 1}


def weekly_lessons(
    grades: tuple[int, ...], religion_year: int, local_a2: bool, minutes: int
) -> dict[str, int]:
    """Lessons of a class by home subject.

    A combined class follows its highest grade. In `religion_year` religion has two lessons.
    Lessons of more than 45 minutes are fewer.
    """
    grade = grades[-1]
    hours = {
        subject: int(number)
        for subject, number in (item.split(":") for item in _BY_GRADE[grade].split())
    }
    if grade == religion_year:
        hours["KT"] = 2
        hours["AI"] -= 1
    if local_a2 and 4 <= grade <= 6:
        hours["A2"] = 2
    if minutes <= 50:
        return hours
    return {subject: max(1, round(number * 45 / minutes)) for subject, number in hours.items()}


def double(subject: str, grade: int) -> bool:
    """Whether its lessons are put together in pairs."""
    return subject in DOUBLES or (grade >= 7 and subject in DOUBLES_FROM_GRADE_7)
