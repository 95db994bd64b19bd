package etalukkari;

import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.countBi;
import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.countDistinct;
import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.count;
import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.max;
import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.min;
import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.sum;
import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.toList;
import static ai.timefold.solver.core.api.score.stream.Joiners.equal;
import static ai.timefold.solver.core.api.score.stream.Joiners.filtering;
import static ai.timefold.solver.core.api.score.stream.Joiners.lessThan;

import ai.timefold.solver.core.api.score.buildin.bendablelong.BendableLongScore;
import ai.timefold.solver.core.api.score.stream.Constraint;
import ai.timefold.solver.core.api.score.stream.ConstraintFactory;
import ai.timefold.solver.core.api.score.stream.ConstraintProvider;
import ai.timefold.solver.core.api.score.stream.uni.UniConstraintStream;

/** The rules as hard constraints, the stages as soft levels in their order. */
public class Rules implements ConstraintProvider {

    private static final int STATUTORY = 0;
    private static final int COVERAGE = 1;
    private static final int UNPLACED = 2;
    private static final int COST = 3;

    private static final BendableLongScore HARD =
            BendableLongScore.ofHard(1, Timetable.SOFT_LEVELS, 0, 1);

    private static BendableLongScore stage(int level) {
        return BendableLongScore.ofSoft(1, Timetable.SOFT_LEVELS, level, 1);
    }

    @Override
    public Constraint[] defineConstraints(ConstraintFactory factory) {
        return new Constraint[] {
            oneTeacherDifferentDays(factory), sameLessonsInAGroup(factory),
            largestGroup(factory), smallestGroup(factory), sites(factory), grades(factory),
            teacherClash(factory), teacherLoad(factory), teacherLeast(factory),
            teacherDay(factory, 1), teacherDay(factory, 2),
            rooms(factory), pupilClash(factory), agreement(factory),
            unserved(factory, Need.Priority.STATUTORY, STATUTORY),
            unserved(factory, Need.Priority.PROMISED, COVERAGE),
            unplaced(factory), optional(factory), teachers(factory), supervisors(factory),
        };
    }

    private static UniConstraintStream<Week> weeks(ConstraintFactory factory) {
        return factory.forEach(Lesson.class)
                .groupBy(Lesson::getNeed, toList(Lesson::getSpot))
                .map(Week::of);
    }

    private static UniConstraintStream<Meeting> meetings(ConstraintFactory factory) {
        return factory.forEach(Lesson.class).map(Lesson::meeting).distinct();
    }

    private static UniConstraintStream<Reception> receptions(ConstraintFactory factory) {
        return factory.forEach(Lesson.class)
                .filter(Lesson::isReceived)
                .map(Lesson::reception)
                .distinct();
    }

    Constraint oneTeacherDifferentDays(ConstraintFactory factory) {
        return weeks(factory)
                .filter(week -> week.faults() > 0)
                .penalizeLong(HARD, Week::faults)
                .asConstraint("one teacher, different days");
    }

    Constraint sameLessonsInAGroup(ConstraintFactory factory) {
        return weeks(factory)
                .join(weeks(factory),
                        equal(Week::course), equal(Week::teacher), lessThan(Week::id),
                        filtering(Week::disagreesWith))
                .penalizeLong(HARD, (one, other) -> 1)
                .asConstraint("same lessons in a group");
    }

    Constraint largestGroup(ConstraintFactory factory) {
        return weeks(factory)
                .groupBy(Week::group, sum(week -> week.need().pupils()))
                .filter((group, pupils) -> pupils > group.course().mostPupils())
                .penalizeLong(HARD, (group, pupils) -> pupils - group.course().mostPupils())
                .asConstraint("most pupils");
    }

    Constraint smallestGroup(ConstraintFactory factory) {
        return weeks(factory)
                .groupBy(Week::group, sum(week -> week.need().pupils()),
                        sum(week -> week.need().priority() == Need.Priority.STATUTORY ? 1 : 0))
                .filter((group, pupils, duties) ->
                        duties == 0 && pupils < group.course().leastPupils())
                .penalizeLong(HARD, (group, pupils, duties) ->
                        group.course().leastPupils() - pupils)
                .asConstraint("least pupils");
    }

    Constraint sites(ConstraintFactory factory) {
        return weeks(factory)
                .groupBy(Week::group, countDistinct(week -> week.need().school()))
                .filter((group, sites) -> sites > group.course().mostSites())
                .penalizeLong(HARD, (group, sites) -> sites - group.course().mostSites())
                .asConstraint("sites");
    }

    Constraint grades(ConstraintFactory factory) {
        return weeks(factory)
                .groupBy(Week::group, count(), min(Week::gradeFrom),
                        max(Week::gradeTo))
                .filter((group, needs, low, high) ->
                        needs > 1 && high - low > group.course().gradeSpan())
                .penalizeLong(HARD, (group, needs, low, high) ->
                        high - low - group.course().gradeSpan())
                .asConstraint("grades");
    }

    Constraint teacherClash(ConstraintFactory factory) {
        return meetings(factory)
                .join(meetings(factory), equal(Meeting::teacher), equal(Meeting::day),
                        filtering(Meeting::isBefore))
                .join(Timetable.Frame.class)
                .filter((one, other, frame) -> one.overlaps(other, frame.changeover()))
                .penalizeLong(HARD, (one, other, frame) -> 1)
                .asConstraint("teacher clash");
    }

    Constraint teacherLoad(ConstraintFactory factory) {
        return meetings(factory)
                .groupBy(Meeting::teacher, sum(meeting -> meeting.spot().worth()))
                .filter((teacher, load) -> load > teacher.most())
                .penalizeLong(HARD, (teacher, load) -> load - teacher.most())
                .asConstraint("teacher's most lessons");
    }

    Constraint teacherLeast(ConstraintFactory factory) {
        return meetings(factory)
                .groupBy(Meeting::teacher, sum(meeting -> meeting.spot().worth()))
                .filter((teacher, load) -> load < teacher.least())
                .penalizeLong(HARD, (teacher, load) -> teacher.least() - load)
                .asConstraint("teacher's least lessons");
    }

    Constraint teacherDay(ConstraintFactory factory, int half) {
        return meetings(factory)
                .filter(meeting -> meeting.spot().isIn(half))
                .groupBy(Meeting::teacher, Meeting::day, count())
                .filter((teacher, day, lessons) -> lessons > teacher.mostADay())
                .penalizeLong(HARD, (teacher, day, lessons) -> lessons - teacher.mostADay())
                .asConstraint("teacher's day in half " + half);
    }

    Constraint rooms(ConstraintFactory factory) {
        return receptions(factory)
                .join(receptions(factory), equal(Reception::school), equal(Reception::day),
                        filtering((one, other) -> other.isUnderWayAt(one)))
                .groupBy((one, other) -> one, countBi())
                .filter((one, together) -> together > one.capacity())
                .penalizeLong(HARD, (one, together) -> together - one.capacity())
                .asConstraint("rooms and adults");
    }

    Constraint pupilClash(ConstraintFactory factory) {
        return factory.forEach(Clash.class)
                .join(Lesson.class, equal(Clash::one, Lesson::getNeed))
                .join(Lesson.class,
                        equal((clash, lesson) -> clash.other(), Lesson::getNeed),
                        filtering((clash, lesson, other) -> lesson.clashesWith(other)))
                .penalizeLong(HARD, (clash, lesson, other) -> 1)
                .asConstraint("pupil clash");
    }

    Constraint agreement(ConstraintFactory factory) {
        return factory.forEach(Lesson.class)
                .groupBy(lesson -> lesson.getNeed().buyer(), Lesson::meeting)
                .join(Agreement.class,
                        equal((buyer, meeting) -> buyer, Agreement::buyer),
                        equal((buyer, meeting) -> meeting.teacher().municipality(),
                                Agreement::seller))
                .groupBy((buyer, meeting, agreement) -> agreement,
                        sum(
                                (buyer, meeting, agreement) -> meeting.spot().worth()))
                .filter((agreement, worth) -> worth > agreement.most())
                .penalizeLong(HARD, (agreement, worth) -> worth - agreement.most())
                .asConstraint("agreement");
    }

    /** A need that lacks a lesson is not served. */
    private static UniConstraintStream<Need> unserved(ConstraintFactory factory) {
        return factory.forEachIncludingUnassigned(Lesson.class)
                .filter(lesson -> lesson.getSpot() == null)
                .groupBy(Lesson::getNeed);
    }

    Constraint unserved(ConstraintFactory factory, Need.Priority priority, int level) {
        return unserved(factory)
                .filter(need -> need.priority() == priority)
                .penalizeLong(stage(level), Need::worth)
                .asConstraint("unserved " + priority);
    }

    /** Without it the first of two lessons of a need would never be given a time. */
    Constraint unplaced(ConstraintFactory factory) {
        return factory.forEachIncludingUnassigned(Lesson.class)
                .filter(lesson -> lesson.getSpot() == null
                        && lesson.getNeed().priority() != Need.Priority.OPTIONAL)
                .penalizeLong(stage(UNPLACED), Lesson::worth)
                .asConstraint("unplaced lessons");
    }

    Constraint optional(ConstraintFactory factory) {
        return unserved(factory)
                .filter(need -> need.priority() == Need.Priority.OPTIONAL)
                .join(Timetable.Frame.class)
                .penalizeLong(stage(COST), (need, frame) -> need.worth() * frame.worthOptional())
                .asConstraint("unserved optional");
    }

    Constraint teachers(ConstraintFactory factory) {
        return meetings(factory)
                .groupBy(Meeting::teacher, sum(meeting -> meeting.spot().worth()))
                .penalizeLong(stage(COST), Teacher::bill)
                .asConstraint("teachers' bill");
    }

    Constraint supervisors(ConstraintFactory factory) {
        return receptions(factory)
                .penalizeLong(stage(COST), Reception::cost)
                .asConstraint("supervisors' bill");
    }
}
