package etalukkari;

/** A start that a teacher may use: weekday, minutes after midnight, and the weeks it is in. */
public record Spot(int id, Teacher teacher, int day, int start, int half) {

    static final int ALL = 0;

    /** Twice the worth of a meeting here. */
    int worth() {
        return half == ALL ? 2 : 1;
    }

    /** Whether two spots are in a common week. */
    boolean meetsIn(Spot other) {
        return half == ALL || other.half == ALL || half == other.half;
    }

    boolean isIn(int week) {
        return half == ALL || half == week;
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
