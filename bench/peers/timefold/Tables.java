package etalukkari;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the lines that the Python side writes: a word for the table, then numbers. */
final class Tables {

    private final Map<Integer, Teacher> teachers = new HashMap<>();
    private final Map<Integer, Course> courses = new HashMap<>();
    private final Map<Integer, School> schools = new HashMap<>();
    private final Map<Integer, Need> needs = new HashMap<>();
    private final Map<Integer, Spot> spots = new HashMap<>();
    private final List<Clash> clashes = new ArrayList<>();
    private final List<Agreement> agreements = new ArrayList<>();
    private final List<Lesson> lessons = new ArrayList<>();
    private Timetable.Frame frame;

    private Tables() {
    }

    static Timetable read(Path path) throws IOException {
        Tables tables = new Tables();
        for (String line : Files.readAllLines(path)) {
            String[] words = line.split(" ");
            int[] numbers = new int[words.length - 1];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = Integer.parseInt(words[i + 1]);
            }
            tables.add(words[0], numbers);
        }
        return new Timetable(tables.frame, tables.clashes, tables.agreements, tables.lessons);
    }

    private void add(String table, int[] n) {
        switch (table) {
            case "frame" -> frame = new Timetable.Frame(n[0], n[1]);
            case "teacher" -> teachers.put(n[0], new Teacher(
                    n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9]));
            case "course" -> courses.put(n[0], new Course(n[0], n[1], n[2], n[3], n[4], n[5]));
            case "school" -> schools.put(n[0], new School(n[0], n[1], new ArrayList<>()));
            case "stretch" -> schools.get(n[0]).stretches()
                    .add(new School.Stretch(n[1], n[2], n[3], n[4], n[5]));
            case "need" -> needs.put(n[0], new Need(
                    n[0], courses.get(n[1]), schools.get(n[2]), n[3], n[4], n[5], n[6],
                    n[7], Need.Priority.values()[n[8]]));
            case "spot" -> spots.put(n[0], new Spot(n[0], teachers.get(n[1]), n[2], n[3], n[4]));
            case "clash" -> clashes.add(new Clash(needs.get(n[0]), needs.get(n[1])));
            case "agreement" -> agreements.add(new Agreement(n[0], n[1], n[2]));
            case "lesson" -> lessons.add(lesson(n));
            default -> throw new IllegalArgumentException("no table " + table);
        }
    }

    /** Id, need, 1 if every week, then the spots it may have. */
    private Lesson lesson(int[] n) {
        List<Spot> range = new ArrayList<>();
        for (int i = 3; i < n.length; i++) {
            range.add(spots.get(n[i]));
        }
        return new Lesson(n[0], needs.get(n[1]), n[2] == 1, range);
    }
}
