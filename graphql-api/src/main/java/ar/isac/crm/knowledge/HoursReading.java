package ar.isac.crm.knowledge;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one question about opening hours. */
final class HoursReading {

    private static final int MOST_DAYS = 3;
    private static final int HOLIDAY_IN_SIGHT_DAYS = 14;

    private static final Map<String, Integer> MONTHS = Map.ofEntries(
            Map.entry("enero", 1),
            Map.entry("febrero", 2),
            Map.entry("marzo", 3),
            Map.entry("abril", 4),
            Map.entry("mayo", 5),
            Map.entry("junio", 6),
            Map.entry("julio", 7),
            Map.entry("agosto", 8),
            Map.entry("septiembre", 9),
            Map.entry("setiembre", 9),
            Map.entry("octubre", 10),
            Map.entry("noviembre", 11),
            Map.entry("diciembre", 12));

    /** Days that people name and no law does. */
    private static final Map<String, String> EVES =
            Map.of("nochebuena", "24/12", "noche buena", "24/12", "fin de ano", "31/12", "ano nuevo", "1/1");

    private static final List<String> WEEKDAYS =
            List.of("lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo");

    private static final Pattern WRITTEN_DATE =
            Pattern.compile("\\b(\\d{1,2}|1ro|1ero|primero) de (" + String.join("|", MONTHS.keySet()) + ")\\b");
    private static final Pattern SHORT_DATE = Pattern.compile("\\b(\\d{1,2})[/-](\\d{1,2})(?![\\d/:-])");
    private static final Pattern DAY_OF_MONTH = Pattern.compile("\\b(?:el|dia) (\\d{1,2})\\b(?! (?:de|hs|horas))");
    private static final Pattern RANGE = Pattern.compile("\\b(?:lunes|martes) a (?:viernes|sabados?|domingos?)\\b");
    private static final Pattern WEEKDAY =
            Pattern.compile("\\b((?:los|todos los|el|este|proximo|para el) )?(lunes|martes|miercoles|jueves|viernes"
                    + "|sabados?|domingos?)\\b");
    private static final Pattern TOMORROW = Pattern.compile("(?<!\\bla )(?<!\\bx la )(?<!pasado )\\bmanana\\b");
    private static final Pattern TODAY = Pattern.compile("\\b(?:hoy|esta (?:tarde|noche|manana))\\b");
    private static final Pattern WEEKEND = Pattern.compile("\\b(los )?(?:findes?|fin(?:es)? de semana)\\b");
    private static final Pattern HOLIDAY = Pattern.compile("\\bferiados?\\b");
    private static final Pattern TIME = Pattern.compile(
            "\\b(?:a las?|tipo|despues de las?|antes de las?) (\\d{1,2})(?:[:.](\\d{2}))? ?(?:hs?|horas)?"
                    + "(?: ?(?:de la |a la )?(manana|tarde|noche|am|pm))?\\b");
    private static final Pattern UNTIL = Pattern.compile(
            "\\bhasta (?:que|q|k|cuando)\\b|\\b(?:que|q|k) (?:hora|hs)s? (?:cierra|cierran)\\b|\\bcuando cierran?\\b");
    private static final Pattern WHEN =
            Pattern.compile("\\b(?:que|q|k|cual) (?:hora|hs|horario|horarios|dias)s?\\b|\\bhorarios?\\b|\\bcuando\\b"
                    + "|\\bhasta (?:que|q|k)\\b");
    private static final Pattern NOW =
            Pattern.compile("\\b(?:abiert[oa]s?|cerrad[oa]s?|atendiendo|abren?|abris|abrieron"
                    + "|cerraron|cierran|ahora|estan|siguen|atienden)\\b");

    private final String text;
    private final OpeningHours hours;
    private final LocalDateTime now;

    HoursReading(String text, OpeningHours hours, LocalDateTime now) {
        this.text = text;
        this.hours = hours;
        this.now = now;
    }

    HoursQuestion read() {
        boolean isYesNo = !WHEN.matcher(text).find();
        if (RANGE.matcher(text).find()) {
            return new HoursQuestion.TheWeek();
        }
        List<DayOfWeek> weekly = everyWeek();
        if (!weekly.isEmpty()) {
            return new HoursQuestion.EveryWeek(weekly, isYesNo);
        }
        List<LocalDate> days = days();
        if (!days.isEmpty()) {
            return new HoursQuestion.OnDays(days, time(days.getFirst()), isYesNo);
        }
        if (HOLIDAY.matcher(text).find()) {
            return holiday(isYesNo);
        }
        LocalTime time = time(now.toLocalDate());
        if (time != null) {
            return new HoursQuestion.OnDays(List.of(now.toLocalDate()), time, isYesNo);
        }
        if (UNTIL.matcher(text).find()) {
            return new HoursQuestion.UntilWhen();
        }
        return isYesNo && NOW.matcher(text).find() ? new HoursQuestion.Now() : new HoursQuestion.TheWeek();
    }

    /** «el feriado» is the one that is near; «los feriados» are all of them. */
    private HoursQuestion holiday(boolean isYesNo) {
        if (text.contains("feriados")) {
            return new HoursQuestion.OnHolidays();
        }
        return hours.nextOccasion(now.toLocalDate(), HOLIDAY_IN_SIGHT_DAYS)
                .<HoursQuestion>map(day -> new HoursQuestion.OnDays(List.of(day.date()), null, isYesNo))
                .orElseGet(HoursQuestion.OnHolidays::new);
    }

    private List<DayOfWeek> everyWeek() {
        Matcher weekend = WEEKEND.matcher(text);
        List<DayOfWeek> days = new ArrayList<>();
        if (weekend.find() && (weekend.group(1) != null || weekend.group().contains("es"))) {
            days.addAll(List.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY));
        }
        Matcher names = WEEKDAY.matcher(text);
        boolean isPlural = false;
        while (names.find()) {
            isPlural |= isPlural(names);
            if (isPlural) {
                days.add(weekday(names));
            }
        }
        return days.stream().distinct().toList();
    }

    private static boolean isPlural(Matcher name) {
        String article = name.group(1) == null ? "" : name.group(1);
        String day = name.group(2);
        return article.contains("los") || (day.endsWith("os") && !article.startsWith("el"));
    }

    private static DayOfWeek weekday(Matcher name) {
        String day = name.group(2).replaceAll("os$", "o");
        return DayOfWeek.of(WEEKDAYS.indexOf(day) + 1);
    }

    private List<LocalDate> days() {
        LocalDate today = now.toLocalDate();
        List<LocalDate> days = new ArrayList<>();
        if (TODAY.matcher(text).find()) {
            days.add(today);
        }
        if (TOMORROW.matcher(text).find()) {
            days.add(today.plusDays(1));
        }
        if (text.contains("pasado manana")) {
            days.add(today.plusDays(2));
        }
        days.addAll(dates());
        days.addAll(named());
        // «el viernes 25» is one day.
        if (days.isEmpty() || TODAY.matcher(text).find()) {
            days.addAll(weekdays());
        }
        return days.stream().distinct().sorted().limit(MOST_DAYS).toList();
    }

    private List<LocalDate> weekdays() {
        LocalDate today = now.toLocalDate();
        List<LocalDate> days = new ArrayList<>();
        if (WEEKEND.matcher(text).find()) {
            days.add(today.with(TemporalAdjusters.nextOrSame(DayOfWeek.SATURDAY)));
            days.add(today.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY)));
        }
        Matcher names = WEEKDAY.matcher(text);
        while (names.find()) {
            days.add(today.with(TemporalAdjusters.nextOrSame(weekday(names))));
        }
        return days;
    }

    private List<LocalDate> dates() {
        List<LocalDate> dates = new ArrayList<>();
        Matcher written = WRITTEN_DATE.matcher(text);
        while (written.find()) {
            String day = written.group(1);
            add(dates, Character.isDigit(day.charAt(day.length() - 1)) ? day : "1", MONTHS.get(written.group(2)));
        }
        Matcher digits = SHORT_DATE.matcher(text);
        while (digits.find()) {
            add(dates, digits.group(1), Integer.valueOf(digits.group(2)));
        }
        Matcher alone = DAY_OF_MONTH.matcher(text);
        while (dates.isEmpty() && alone.find()) {
            add(dates, alone.group(1), null);
        }
        return dates;
    }

    /** The next such day; what is no date is no day. */
    private void add(List<LocalDate> dates, String day, @Nullable Integer month) {
        LocalDate today = now.toLocalDate();
        try {
            int number = Integer.parseInt(day);
            if (month != null) {
                LocalDate date = LocalDate.of(today.getYear(), month, number);
                dates.add(date.isBefore(today) ? date.plusYears(1) : date);
            } else {
                LocalDate date = today.withDayOfMonth(number);
                dates.add(date.isBefore(today) ? date.plusMonths(1) : date);
            }
        } catch (DateTimeException noSuchDay) {
            // «el 45» is a price or a street number.
            return;
        }
    }

    private List<LocalDate> named() {
        LocalDate today = now.toLocalDate();
        List<LocalDate> days = new ArrayList<>();
        EVES.forEach((name, date) -> {
            if (text.contains(name)) {
                String[] parts = date.split("/", -1);
                add(days, parts[0], Integer.valueOf(parts[1]));
            }
        });
        Stream<String> special = hours.schedule().specialDays().stream().map(Schedule.SpecialDay::name);
        Stream<String> publicNames = hours.publicHolidays().names();
        Stream.concat(special, publicNames)
                .filter(name -> contains(HoursQuestion.folded(name)))
                .flatMap(name -> hours.next(name, today).stream())
                .forEach(days::add);
        return days;
    }

    private boolean contains(String name) {
        return name.length() >= 5 && (" " + text + " ").contains(" " + name + " ");
    }

    private @Nullable LocalTime time(LocalDate day) {
        Matcher time = TIME.matcher(text);
        if (!time.find()) {
            return null;
        }
        int hour = Integer.parseInt(time.group(1));
        int minute = time.group(2) == null ? 0 : Integer.parseInt(time.group(2));
        if (hour == 24) {
            hour = 0;
        }
        if (hour > 23 || minute > 59) {
            return null;
        }
        return LocalTime.of(afternoon(hour, time.group(3), day) ? hour + 12 : hour, minute);
    }

    /** «a las 5» of a shop is the afternoon's, and so is an hour of today that has passed. */
    private boolean afternoon(int hour, @Nullable String part, LocalDate day) {
        if (hour == 0 || hour >= 12) {
            return false;
        }
        if (part != null) {
            return !"manana".equals(part) && !"am".equals(part);
        }
        boolean hasPassed = day.equals(now.toLocalDate()) && hour < now.getHour();
        return hour < 7 || hasPassed;
    }
}
