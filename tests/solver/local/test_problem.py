"""What the local search takes for a course: needs that could be in groups of each other."""

from solver.local.problem import Problem
from tests.support.build import need, qualification, subject, teacher, world


def test_needs_of_a_course_without_a_common_teacher_are_apart() -> None:
    """Of a whole country most needs of a course are; to look through them all takes longer."""
    scenario = world(
        [need("n1", grade_from=1, grade_to=2), need("n2", grade_from=2, grade_to=3)],
        [need("n3", grade_from=3, grade_to=4), need("n4", grade_from=8, grade_to=9)],
        [need("n5", grade_from=6, grade_to=6)],
        [teacher(name) for name in ("t1", "t2", "t3")],
        subject("OR"),
        qualification("t1", "OR", grade_from=1, grade_to=3),
        qualification("t2", "OR", grade_from=2, grade_to=4),
        qualification("t3", "OR", grade_from=7, grade_to=9),
    )

    problem = Problem(scenario)

    # Grades 1 and 4 have a common teacher with those between them; nobody teaches grade 6.
    assert [row.needs for row in problem.courses] == [(0, 1, 2), (3,), (4,)]
    assert [row.course for row in problem.needs] == [0, 0, 0, 1, 2]
    assert len({row.course for row in problem.courses}) == 1
