package etalukkari;

import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.solution.ProblemFactCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.ProblemFactProperty;
import ai.timefold.solver.core.api.score.buildin.bendablelong.BendableLongScore;
import java.util.List;

/** All lessons, and what the rules ask of them. */
@PlanningSolution
public class Timetable {

    static final int SOFT_LEVELS = 4;

    @ProblemFactProperty
    private Frame frame;

    @ProblemFactCollectionProperty
    private List<Clash> clashes;

    @ProblemFactCollectionProperty
    private List<Agreement> agreements;

    @PlanningEntityCollectionProperty
    private List<Lesson> lessons;

    @PlanningScore(bendableHardLevelsSize = 1, bendableSoftLevelsSize = SOFT_LEVELS)
    private BendableLongScore score;

    public Timetable() {
    }

    Timetable(Frame frame, List<Clash> clashes, List<Agreement> agreements, List<Lesson> lessons) {
        this.frame = frame;
        this.clashes = clashes;
        this.agreements = agreements;
        this.lessons = lessons;
    }

    /** Numbers of the whole scenario. */
    record Frame(int changeover, long worthOptional) {
    }

    public Frame getFrame() {
        return frame;
    }

    public List<Clash> getClashes() {
        return clashes;
    }

    public List<Agreement> getAgreements() {
        return agreements;
    }

    public List<Lesson> getLessons() {
        return lessons;
    }

    public BendableLongScore getScore() {
        return score;
    }

    public void setScore(BendableLongScore score) {
        this.score = score;
    }
}
