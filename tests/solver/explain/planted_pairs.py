"""Scenarios with two planted causes, each of which is enough to keep `n1` from its place."""

from __future__ import annotations

from tests.solver.explain.planted import Planted
from tests.support.build import (
    agreement,
    closed,
    municipality,
    pin,
    qualification,
    school,
    school_class,
    subject,
    teacher,
    window,
)

PAIRS = {
    "adults and rooms": Planted(
        [school("s1", supervisors=0, remote_rooms=0)],
        {("limit_rooms", "school:s1")},
        {("limit_supervisors", "school:s1")},
    ),
    "no hours and a pin": Planted(
        [teacher("t1", max_lessons=0), pin("n1", teacher="t9"), teacher("t9", languages="sv")],
        {("limit_teacher_lessons", "teacher:t1")},
        {("limit_pin", "need:n1")},
    ),
    "closed and too few pupils": Planted(
        [closed("s1", "mon-fri", "09:00-12:00"), subject("OR", min_pupils=7)],
        {("limit_closed", "school:s1")},
        {("limit_min_pupils", "subject:OR")},
    ),
    "nobody qualified and no room": Planted(
        [school("s1", remote_rooms=0), qualification("t1", level="2")],
        {("limit_qualified", "subject:OR")},
        {("limit_rooms", "school:s1")},
    ),
    "nobody sells and nobody is qualified": Planted(
        [
            municipality("m2"),
            municipality("m3"),
            school("s1", municipality="m2"),
            agreement("m3", "m1"),
            qualification("t1", level="2"),
        ],
        {("limit_qualified", "subject:OR")},
        {("limit_sellers", "municipality:m2")},
    ),
    "times too short and least hours": Planted(
        [window("n1", "mon 09:00-09:30"), teacher("t1", min_lessons=3)],
        {("limit_teacher_least", "teacher:t1")},
        {("limit_windows", "need:n1")},
    ),
    "transport and adults": Planted(
        [school_class("c1", earliest="12:00", latest="12:10"), school("s1", supervisors=0)],
        {("limit_supervisors", "school:s1")},
        {("limit_transport", "class:c1")},
    ),
    "too few pupils and an agreement": Planted(
        [
            subject("OR", min_pupils=7),
            municipality("m2"),
            school("s1", municipality="m2"),
            agreement("m2", "m1", max_lessons=0.5),
            agreement("m1", "m2"),
        ],
        {("limit_min_pupils", "subject:OR")},
        {("limit_agreement", "municipality:m2")},
    ),
}
