package etalukkari;

/** What all needs of a group have in common, with the limits of its groups. */
public record Course(
        int id, int minutes, int mostPupils, int leastPupils, int mostSites, int gradeSpan) {

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
