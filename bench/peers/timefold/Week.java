package etalukkari;

import java.util.Comparator;
import java.util.List;

/**
 * The lessons of a need that have a time, in their order.
 *
 * <p>A group is the needs with the same course, teacher and first lesson: those with fewer
 * lessons attend the first ones of the group, so that everybody meets in the first.
 */
public record Week(Need need, List<Spot> everyWeek, List<Spot> someWeeks) {

    private static final Comparator<Spot> ORDER =
            Comparator.comparingInt(Spot::day).thenComparingInt(Spot::start)
                    .thenComparingInt(Spot::id);

    static Week of(Need need, List<Spot> spots) {
        return new Week(
                need,
                spots.stream().filter(spot -> spot.half() == Spot.ALL).sorted(ORDER).toList(),
                spots.stream().filter(spot -> spot.half() != Spot.ALL).sorted(ORDER).toList());
    }

    Meeting group() {
        return new Meeting(need.course(), everyWeek.isEmpty() ? someWeeks.get(0) : everyWeek.get(0));
    }

    Teacher teacher() {
        return group().teacher();
    }

    Course course() {
        return need.course();
    }

    int gradeFrom() {
        return need.gradeFrom();
    }

    int gradeTo() {
        return need.gradeTo();
    }

    int id() {
        return need.id();
    }

    /** How many lessons are on the day of another, or with another teacher than the first. */
    int faults() {
        int faults = 0;
        int days = 0;
        for (List<Spot> spots : List.of(everyWeek, someWeeks)) {
            for (Spot spot : spots) {
                faults += spot.teacher() == teacher() ? 0 : 1;
                faults += (days >> spot.day()) & 1;
                days |= 1 << spot.day();
            }
        }
        return faults;
    }

    /** Whether two needs share a lesson although neither's lessons are the first of the other's. */
    boolean disagreesWith(Week other) {
        boolean shares = everyWeek.stream().anyMatch(other.everyWeek::contains)
                || someWeeks.stream().anyMatch(other.someWeeks::contains);
        return shares && !(begins(other) || other.begins(this));
    }

    private boolean begins(Week other) {
        return begins(everyWeek, other.everyWeek) && begins(someWeeks, other.someWeeks);
    }

    private static boolean begins(List<Spot> some, List<Spot> all) {
        return some.size() <= all.size() && some.equals(all.subList(0, some.size()));
    }
}
