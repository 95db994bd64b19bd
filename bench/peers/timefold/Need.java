package etalukkari;

/** Some pupils of one school who need one course. */
public record Need(
        int id, Course course, School school, int buyer, int pupils, int halfLessons,
        int gradeFrom, int gradeTo, Priority priority) {

    enum Priority { STATUTORY, PROMISED, OPTIONAL }

    /** Half pupil-lessons. */
    int worth() {
        return pupils * halfLessons;
    }

    /** There is one of each; comparing every field would cost most of the score's time. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return id;
    }
}
