package etalukkari;

import java.util.List;

/** A receiving school: what an adult costs, and how many groups it can receive at which time. */
public record School(int id, long supervisorCost, List<Stretch> stretches) {

    /** Minutes of a weekday in one half with the same number of groups at once. */
    record Stretch(int day, int half, int start, int end, int most) {
    }

    /** Groups that it can receive through all of these minutes. */
    int capacity(Spot spot, int end) {
        int least = Integer.MAX_VALUE;
        for (Stretch stretch : stretches) {
            if (stretch.day == spot.day() && spot.isIn(stretch.half)
                    && stretch.start < end && spot.start() < stretch.end) {
                least = Math.min(least, stretch.most);
            }
        }
        return least;
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
