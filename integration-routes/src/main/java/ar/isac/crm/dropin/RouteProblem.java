package ar.isac.crm.dropin;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong with a file.
 *
 * @param message what, in English: it is for whoever writes routes
 * @param line from 1; null where no line is to blame
 * @param column likewise
 */
public record RouteProblem(
        String message, @Nullable Integer line, @Nullable Integer column) {

    private static final Pattern PLACE = Pattern.compile("line (\\d+)(?:, column (\\d+))?");
    private static final int LONGEST = 500;

    /** A problem that no line is to blame for. */
    public static RouteProblem of(String message) {
        return new RouteProblem(message, null, null);
    }

    /** The words with their place before them. */
    String placed() {
        return line == null ? message : "line " + line + (column == null ? "" : ", column " + column) + ": " + message;
    }

    /** What Camel says of a file, with the place that its words name. */
    static RouteProblem of(Throwable failure) {
        String words = words(failure);
        Matcher place = PLACE.matcher(words);
        if (!place.find()) {
            return of(shortened(words));
        }
        Integer column = place.group(2) == null ? null : Integer.valueOf(place.group(2));
        return new RouteProblem(shortened(words), Integer.valueOf(place.group(1)), column);
    }

    /** The same, at the route that its words name where they name no line. */
    static RouteProblem of(Throwable failure, YamlFile file) {
        RouteProblem problem = of(failure);
        return problem.line() != null
                ? problem
                : file.routeIds().stream()
                        .filter(id -> problem.message().contains(id.getValue()))
                        .findFirst()
                        .map(id -> YamlFile.problem(id, problem.message()))
                        .orElse(problem);
    }

    /** The words of the failure that says most: Camel wraps the cause in what it was about to do. */
    private static String words(Throwable failure) {
        StringBuilder all = new StringBuilder();
        for (Throwable each = failure; each != null; each = each.getCause() == each ? null : each.getCause()) {
            String words = each.getMessage();
            if (words != null && !words.isBlank() && all.indexOf(words.strip()) < 0) {
                all.append(all.isEmpty() ? "" : ": ").append(words.strip());
            }
        }
        return all.isEmpty() ? failure.getClass().getSimpleName() : all.toString();
    }

    private static String shortened(String words) {
        String line = words.replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
