package etalukkari;

import ai.timefold.solver.core.api.solver.Solver;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.solver.SolverConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;

/** Solves a table of lessons and writes each better timetable as a line of spots. */
public final class Main {

    private static final long MILLIS_BETWEEN_LINES = 200;
    private static long told = 0;

    private Main() {
    }

    public static void main(String[] arguments) throws IOException {
        Timetable given = Tables.read(Path.of(arguments[0]));
        long millis = Long.parseLong(arguments[1]);
        SolverConfig config = new SolverConfig()
                .withSolutionClass(Timetable.class)
                .withEntityClasses(Lesson.class)
                .withConstraintProviderClass(Rules.class)
                .withRandomSeed(Long.parseLong(arguments[2]))
                .withTerminationSpentLimit(Duration.ofMillis(millis));
        Solver<Timetable> solver = SolverFactory.<Timetable>create(config).buildSolver();
        solver.addEventListener(event -> {
            long now = System.currentTimeMillis();
            if (now - told >= MILLIS_BETWEEN_LINES) {
                told = now;
                tell(event.getNewBestSolution());
            }
        });
        tell(solver.solve(given));
    }

    /** Score, a tab, and the spot of each lesson in order, -1 for none. */
    private static void tell(Timetable timetable) {
        String spots = timetable.getLessons().stream()
                .map(lesson -> lesson.getSpot() == null ? "-1" : "" + lesson.getSpot().id())
                .collect(Collectors.joining(" "));
        System.out.println(timetable.getScore() + "\t" + spots);
    }
}
