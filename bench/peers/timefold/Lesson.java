package etalukkari;

import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import java.util.List;

/** One weekly lesson of a need: the solver chooses teacher and start at once. */
@PlanningEntity
public class Lesson {

    @PlanningId
    private int id;
    private Need need;
    private boolean everyWeek;
    private List<Spot> spots;

    @PlanningVariable(valueRangeProviderRefs = "spots", allowsUnassigned = true)
    private Spot spot;

    public Lesson() {
    }

    Lesson(int id, Need need, boolean everyWeek, List<Spot> spots) {
        this.id = id;
        this.need = need;
        this.everyWeek = everyWeek;
        this.spots = spots;
    }

    @ValueRangeProvider(id = "spots")
    public List<Spot> getSpots() {
        return spots;
    }

    public Spot getSpot() {
        return spot;
    }

    public void setSpot(Spot spot) {
        this.spot = spot;
    }

    public int getId() {
        return id;
    }

    public Need getNeed() {
        return need;
    }

    /** Half pupil-lessons. */
    int worth() {
        return need.pupils() * (everyWeek ? 2 : 1);
    }

    Meeting meeting() {
        return new Meeting(need.course(), spot);
    }

    Reception reception() {
        return new Reception(need.school(), meeting());
    }

    boolean isReceived() {
        return spot.teacher().school() != need.school().id();
    }

    /** A lesson may lose its time while the score is being brought up to date. */
    boolean clashesWith(Lesson other) {
        return spot != null && other.spot != null && meeting().overlaps(other.meeting(), 0) && !meeting().equals(other.meeting());
    }
}
