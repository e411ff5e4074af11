package ar.isac.crm.knowledge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The public holidays of a country by the rules that make them, from {@code knowledge/holidays_XX.txt}; none where there is
 * no such file. Days that a government adds for one year are the shop's to enter.
 */
public final class PublicHolidays {

    private final List<Rule> rules;

    private PublicHolidays(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** A kind of rule. */
    private sealed interface Rule {

        String name();

        LocalDate in(int year);
    }

    private record Fixed(MonthDay day, String name) implements Rule {
        @Override
        public LocalDate in(int year) {
            return day.atYear(year);
        }
    }

    /** On Tuesday or Wednesday it moves to the Monday before, on Thursday or Friday to the one after (Ley 27.399). */
    private record Movable(MonthDay day, String name) implements Rule {
        @Override
        public LocalDate in(int year) {
            LocalDate date = day.atYear(year);
            return switch (date.getDayOfWeek()) {
                case TUESDAY, WEDNESDAY -> date.with(TemporalAdjusters.previous(DayOfWeek.MONDAY));
                case THURSDAY, FRIDAY -> date.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
                case MONDAY, SATURDAY, SUNDAY -> date;
            };
        }
    }

    private record FromEaster(int days, String name) implements Rule {
        @Override
        public LocalDate in(int year) {
            return easter(year).plusDays(days);
        }
    }

    /** Those of an ISO 3166 country. */
    public static PublicHolidays of(String region) {
        String file = "/knowledge/holidays_" + region.toUpperCase(Locale.ROOT) + ".txt";
        try (InputStream in = PublicHolidays.class.getResourceAsStream(file)) {
            if (in == null) {
                return new PublicHolidays(List.of());
            }
            List<Rule> rules = new ArrayList<>();
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(PublicHolidays::rule)
                    .forEach(rules::add);
            return new PublicHolidays(rules);
        } catch (IOException broken) {
            throw new UncheckedIOException(file, broken);
        }
    }

    private static Rule rule(String line) {
        String[] parts = line.split("\\s+", 3);
        return switch (parts[0]) {
            case "fixed" -> new Fixed(MonthDay.parse("--" + parts[1]), parts[2]);
            case "movable" -> new Movable(MonthDay.parse("--" + parts[1]), parts[2]);
            case "easter" -> new FromEaster(Integer.parseInt(parts[1]), parts[2]);
            default -> throw new IllegalArgumentException(line);
        };
    }

    /** What the day is called; empty for a day that is no public holiday. */
    public Optional<String> nameOf(LocalDate date) {
        return rules.stream()
                .filter(rule -> rule.in(date.getYear()).equals(date))
                .map(Rule::name)
                .findFirst();
    }

    /** What they are called. */
    Stream<String> names() {
        return rules.stream().map(Rule::name).distinct();
    }

    /** The next day of this name, from a day on. */
    Optional<LocalDate> next(String name, LocalDate from) {
        return rules.stream()
                .filter(rule -> rule.name().equals(name))
                .flatMap(rule -> Stream.of(rule.in(from.getYear()), rule.in(from.getYear() + 1)))
                .filter(date -> !date.isBefore(from))
                .min(Comparator.naturalOrder());
    }

    /** Gregorian Easter Sunday, by the anonymous algorithm of Meeus, Jones and Butcher. */
    static LocalDate easter(int year) {
        int a = year % 19;
        int b = year / 100;
        int c = year % 100;
        int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
        int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
        return LocalDate.of(year, f / 31, f % 31 + 1);
    }
}
