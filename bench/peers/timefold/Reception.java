package etalukkari;

/** A school receives a meeting: one room, one adult. */
public record Reception(School school, Meeting meeting) {

    /** Half-cents a week. */
    long cost() {
        return school.supervisorCost() * meeting.spot().worth();
    }

    /** Whether this one is under way at the start of the other. */
    boolean isUnderWayAt(Reception other) {
        Spot mine = meeting.spot();
        Spot theirs = other.meeting.spot();
        return mine.meetsIn(theirs) && mine.start() <= theirs.start()
                && theirs.start() < meeting.end();
    }

    int day() {
        return meeting.day();
    }

    int capacity() {
        return school.capacity(meeting.spot(), meeting.end());
    }
}
