package ar.isac.crm.assistant;

import ar.isac.crm.knowledge.HoursQuestion;
import ar.isac.crm.knowledge.OpeningHours;
import ar.isac.crm.knowledge.OpeningHours.Day;
import ar.isac.crm.knowledge.OpeningHours.Span;
import ar.isac.crm.knowledge.Schedule.Hours;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Opening hours told as an answer to what was asked, from the schedule and the time at the shop. */
final class HoursTalk {

    private static final Locale SPANISH = Locale.of("es", "AR");
    private static final int NAMED_BY_WEEKDAY = 7;

    private final Wording wording;
    private final OpeningHours hours;
    private final ZonedDateTime now;

    HoursTalk(Wording wording, OpeningHours hours, ZonedDateTime now) {
        this.wording = wording;
        this.hours = hours;
        this.now = now;
    }

    /** The answer; empty when it hangs on a public holiday of which the shop has not said anything. */
    Optional<String> answer(HoursQuestion question) {
        return switch (question) {
            case HoursQuestion.Now ignored -> ofNow();
            case HoursQuestion.UntilWhen ignored -> untilWhen();
            case HoursQuestion.OnDays asked -> onDays(asked);
            case HoursQuestion.EveryWeek asked -> Optional.of(everyWeek(asked));
            case HoursQuestion.OnHolidays ignored -> onHolidays();
            case HoursQuestion.TheWeek ignored -> Optional.of(theWeek());
        };
    }

    /**
     * What somebody is told who comes by then.
     *
     * @param isOpen whether anybody is there
     */
    record Visit(boolean isOpen, String told) {}

    /** The hours of an announced visit; empty when it hangs on a public holiday of which the shop has not said anything. */
    Optional<Visit> visit(Arrival arrival) {
        Day day = hours.on(arrival.day());
        if (!day.isCertain()) {
            return Optional.empty();
        }
        boolean isOpen = hours.openAt(arrival.from()).isPresent()
                || hours.nextOpening(arrival.from())
                        .filter(next -> next.isBefore(arrival.to()))
                        .isPresent();
        return Optional.of(new Visit(isOpen, isOpen ? hoursOf(day) : whyClosed(day, arrival)));
    }

    /** Of today what is left of it. */
    private String hoursOf(Day day) {
        Span open = day.date().equals(now.toLocalDate()) ? hours.openAt(now).orElse(null) : null;
        if (open == null) {
            return ofDay(day, false);
        }
        return open.isEndless() ? wording.say("hours.now.always") : wording.say("hours.until", "until", end(open));
    }

    private String whyClosed(Day day, Arrival arrival) {
        boolean isToday = day.date().equals(now.toLocalDate());
        boolean isOver = isToday
                && hours.openAt(now).isEmpty()
                && hours.nextOpening(now)
                        .filter(next -> next.toLocalDate().equals(day.date()))
                        .isEmpty();
        if (day.isClosed()) {
            return ofDay(day, false);
        }
        return isOver || arrival.isAtOnce()
                ? closedNow(day)
                : wording.say("visit.hours", "told", sentence(ofDay(day, false)));
    }

    private static String sentence(String told) {
        return told.substring(0, 1).toLowerCase(SPANISH) + told.substring(1);
    }

    private Optional<String> ofNow() {
        Day today = today();
        if (!today.isCertain()) {
            return Optional.empty();
        }
        Span open = hours.openAt(now).orElse(null);
        return Optional.of(open == null ? closedNow(today) : openNow(open));
    }

    private String openNow(Span open) {
        if (open.isEndless()) {
            return wording.say("hours.now.always");
        }
        boolean beganToday = open.opens().toLocalDate().equals(now.toLocalDate());
        List<Hours> later = today().openings().stream()
                .filter(stretch ->
                        beganToday && opens(now.toLocalDate(), stretch).isAfter(open.closes()))
                .toList();
        return later.isEmpty()
                ? wording.say("hours.now.open", "until", end(open))
                : wording.say("hours.now.open.again", "until", end(open), "later", stretches(later));
    }

    /** «las 19»; with its day when that is not today. */
    private String end(Span open) {
        ZonedDateTime closes = open.closes();
        String time = at(closes.toLocalTime());
        return closes.isBefore(now.plusDays(1))
                ? time
                : wording.say(
                        "hours.until.day", "day", named(closes.minusMinutes(1).toLocalDate()), "time", time);
    }

    private String closedNow(Day today) {
        String why = today.occasion();
        String key = why == null || !today.isClosed()
                ? "hours.now.closed"
                : today.isPublicHoliday() ? "hours.now.holiday" : "hours.now.special";
        String closed = wording.say(key, "occasion", why == null ? "" : why);
        return hours.nextOpening(now)
                .map(next -> wording.say("hours.and.next", "closed", closed, "next", nextOpening(next)))
                .orElseGet(() -> closed + ".");
    }

    /** «mañana de 9 a 19»; of a day that has begun, only what is still to come. */
    private String nextOpening(ZonedDateTime next) {
        List<Hours> ahead = hours.on(next.toLocalDate()).openings().stream()
                .filter(stretch -> !opens(next.toLocalDate(), stretch).isBefore(next))
                .toList();
        return named(next.toLocalDate()) + " " + stretches(ahead);
    }

    private Optional<String> untilWhen() {
        Span open = hours.openAt(now).orElse(null);
        return open == null || open.isEndless()
                ? ofNow()
                : today().isCertain() ? Optional.of(wording.say("hours.until", "until", end(open))) : Optional.empty();
    }

    private Optional<String> onDays(HoursQuestion.OnDays asked) {
        List<Day> days = asked.days().stream().map(hours::on).toList();
        if (!days.stream().allMatch(Day::isCertain)) {
            return Optional.empty();
        }
        boolean isToday = days.size() == 1 && days.getFirst().date().equals(now.toLocalDate());
        LocalTime time = asked.at();
        if (time != null) {
            return Optional.of(atTime(days.getFirst(), time));
        }
        if (isToday && asked.isYesNo() && isUnderWayOrOver(days.getFirst())) {
            return ofNow();
        }
        boolean isYesNo = asked.isYesNo() && days.size() == 1;
        return Optional.of(days.stream().map(day -> ofDay(day, isYesNo)).collect(Collectors.joining(" ")));
    }

    /** Then «hoy abrimos de 10 a 19» would be true and of no use. */
    private boolean isUnderWayOrOver(Day today) {
        boolean isOver = today.openings().stream()
                .allMatch(stretch -> opens(today.date(), stretch).isBefore(now));
        return hours.isOpen(now) || (!today.isClosed() && isOver);
    }

    private String ofDay(Day day, boolean isYesNo) {
        String name = named(day.date());
        if (!day.isClosed()) {
            String told = day.occasion() == null
                    ? wording.say("hours.day", "day", name, "hours", stretches(day.openings()))
                    : wording.say(
                            "hours.day.occasion",
                            "day",
                            name,
                            "occasion",
                            day.occasion(),
                            "hours",
                            stretches(day.openings()));
            return isYesNo ? wording.say("hours.yes", "told", told) : capital(told);
        }
        String closed = closed(day, name);
        String told = hours.nextOpening(endOf(day))
                .map(next -> wording.say("hours.and.next", "closed", closed, "next", nextOpening(next)))
                .orElseGet(() -> closed + ".");
        return isYesNo && day.occasion() == null ? wording.say("hours.no", "told", told) : capital(told);
    }

    private String closed(Day day, String name) {
        String why = day.occasion();
        return why == null
                ? wording.say("hours.day.closed", "day", name)
                : wording.say(
                        day.isPublicHoliday() ? "hours.day.holiday" : "hours.day.special",
                        "day",
                        name,
                        "occasion",
                        why);
    }

    private ZonedDateTime endOf(Day day) {
        ZonedDateTime end = day.date().plusDays(1).atStartOfDay(now.getZone()).minusNanos(1);
        return end.isBefore(now) ? now : end;
    }

    private String atTime(Day day, LocalTime time) {
        ZonedDateTime then = day.date().atTime(time).atZone(now.getZone());
        String name = named(day.date());
        boolean isOpen = hours.isOpen(then);
        if (!isOpen && day.isClosed()) {
            return ofDay(day, true);
        }
        return wording.say(
                isOpen ? "hours.time.open" : "hours.time.closed",
                "day",
                name,
                "time",
                at(time),
                "hours",
                stretches(day.openings()));
    }

    private String everyWeek(HoursQuestion.EveryWeek asked) {
        return asked.days().stream()
                .map(day -> ofWeekday(day, asked.isYesNo() && asked.days().size() == 1))
                .collect(Collectors.joining(" "));
    }

    private String ofWeekday(DayOfWeek day, boolean isYesNo) {
        List<Hours> usual = hours.usual(day);
        String told = usual.isEmpty()
                ? wording.say("hours.weekly.closed", "day", plural(day))
                : wording.say("hours.day", "day", plural(day), "hours", stretches(usual));
        return isYesNo ? wording.say(usual.isEmpty() ? "hours.no" : "hours.yes", "told", told) : capital(told);
    }

    private Optional<String> onHolidays() {
        return switch (hours.schedule().onPublicHolidays()) {
            case NOT_SAID -> Optional.empty();
            case AS_USUAL -> Optional.of(wording.say("hours.holidays.usual"));
            case CLOSED -> Optional.of(wording.say("hours.holidays.closed"));
        };
    }

    /** The whole week, and what it means at this moment. */
    private String theWeek() {
        List<String> parts = new ArrayList<>();
        List<DayOfWeek> days = List.of(DayOfWeek.values());
        int i = 0;
        while (i < days.size()) {
            int from = i;
            List<Hours> same = hours.usual(days.get(from));
            while (i < days.size() && hours.usual(days.get(i)).equals(same)) {
                i++;
            }
            if (!same.isEmpty()) {
                parts.add(together(days.subList(from, i)) + " " + stretches(same));
            }
        }
        if (parts.isEmpty()) {
            return closedNow(today());
        }
        String week = wording.say("hours.week", "week", Wording.list(parts));
        Optional<Span> open = hours.openAt(now);
        boolean isMore = today().isCertain() && open.filter(Span::isEndless).isEmpty();
        return isMore
                ? week
                        + " "
                        + open.map(span -> wording.say("hours.status.open", "until", end(span)))
                                .orElseGet(() -> closedNow(today()))
                : week;
    }

    private String together(List<DayOfWeek> days) {
        return switch (days.size()) {
            case 1 -> plural(days.getFirst());
            case 2 -> wording.say("hours.weekly.two", "first", plain(days.getFirst()), "last", plain(days.getLast()));
            case 7 -> wording.say("hours.every.day");
            default -> wording.say("hours.days", "from", name(days.getFirst()), "to", name(days.getLast()));
        };
    }

    private Day today() {
        return hours.on(now.toLocalDate());
    }

    private ZonedDateTime opens(LocalDate date, Hours stretch) {
        return date.atTime(stretch.opensAt()).atZone(now.getZone());
    }

    /** «hoy», «mañana», «el sábado», «el viernes 25 de diciembre». */
    private String named(LocalDate date) {
        LocalDate today = now.toLocalDate();
        if (date.equals(today)) {
            return wording.say("hours.today");
        }
        if (date.equals(today.plusDays(1))) {
            return wording.say("hours.tomorrow");
        }
        return date.isBefore(today.plusDays(NAMED_BY_WEEKDAY))
                ? wording.say("hours.on", "day", name(date.getDayOfWeek()))
                : wording.say(
                        "hours.on",
                        "day",
                        DateTimeFormatter.ofPattern(wording.say("hours.date"), SPANISH)
                                .format(date));
    }

    private static String name(DayOfWeek day) {
        return day.getDisplayName(TextStyle.FULL, SPANISH);
    }

    private String plural(DayOfWeek day) {
        return wording.say("hours.weekly", "days", plain(day));
    }

    private static String plain(DayOfWeek day) {
        String name = name(day);
        return name.endsWith("s") ? name : name + "s";
    }

    private String stretches(List<Hours> stretches) {
        return Wording.list(stretches.stream().map(this::stretch).toList());
    }

    private String stretch(Hours stretch) {
        return stretch.isWholeDay()
                ? wording.say("hours.whole.day")
                : wording.say("hours.stretch", "from", clock(stretch.opensAt()), "to", closing(stretch.closesAt()));
    }

    /** «las 19», «la 1:30». */
    private String at(LocalTime time) {
        return wording.say(time.getHour() == 1 ? "hours.at.one" : "hours.at", "time", closing(time));
    }

    private static String closing(LocalTime time) {
        return time.equals(LocalTime.MIDNIGHT) ? "24" : clock(time);
    }

    private static String clock(LocalTime time) {
        return time.getMinute() == 0
                ? String.valueOf(time.getHour())
                : "%d:%02d".formatted(time.getHour(), time.getMinute());
    }

    private static String capital(String sentence) {
        return sentence.substring(0, 1).toUpperCase(SPANISH) + sentence.substring(1);
    }
}
