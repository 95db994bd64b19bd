package etalukkari;

/** A weekly lesson of a group, known by its course, its teacher and its start. */
public record Meeting(Course course, Spot spot) {

    int end() {
        return spot.start() + course.minutes();
    }

    Teacher teacher() {
        return spot.teacher();
    }

    int day() {
        return spot.day();
    }

    /** Whether two meetings share a minute, or leave less than so many between them. */
    boolean overlaps(Meeting other, int between) {
        return spot.day() == other.spot.day() && spot.meetsIn(other.spot)
                && spot.start() < other.end() + between && other.spot.start() < end() + between;
    }

    /** An order in which each pair of meetings comes once. */
    boolean isBefore(Meeting other) {
        return course.id() != other.course.id()
                ? course.id() < other.course.id() : spot.id() < other.spot.id();
    }
}
