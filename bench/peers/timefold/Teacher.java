package etalukkari;

/** Limits in half lessons a week, money in hundredths of a euro. */
public record Teacher(
        int id, int school, int municipality, int most, int least, int mostADay,
        int contract, long lessonCost, long overtimeCost, long hireCost) {

    /** Half-cents a week for so many half lessons. */
    long bill(int halfLessons) {
        long above = Math.max(0, halfLessons - contract);
        return lessonCost * halfLessons + (overtimeCost - lessonCost) * above + 2 * hireCost;
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
