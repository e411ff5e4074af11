package ar.isac.crm.knowledge;

import ar.isac.crm.knowledge.Schedule.Hours;
import ar.isac.crm.knowledge.Schedule.SpecialDay;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When the shop is open: its {@link Schedule} read with the calendar of its country. Times are those of the zone of the
 * moment that is asked about.
 */
public record OpeningHours(Schedule schedule, PublicHolidays publicHolidays) {

    /** A shop that opens at all opens within this; holidays of a whole season included. */
    private static final int LOOK_AHEAD_DAYS = 400;

    /** Who is open for so long never closes. */
    private static final int WHOLE_WEEK = 7;

    /**
     * A day as the shop keeps it.
     *
     * @param occasion the name of the special day or public holiday
     * @param isPublicHoliday whether the calendar of the country says so
     * @param openings empty when it is closed
     * @param isCertain false for a public holiday of which the shop has not said anything: then the openings are the usual ones
     */
    public record Day(
            LocalDate date,
            @Nullable String occasion,
            boolean isPublicHoliday,
            List<Hours> openings,
            boolean isCertain) {

        public boolean isClosed() {
            return openings.isEmpty();
        }
    }

    /** A stretch in which the shop is open, its end excluded. */
    public record Span(ZonedDateTime opens, ZonedDateTime closes) {

        boolean holds(ZonedDateTime at) {
            return !at.isBefore(opens) && at.isBefore(closes);
        }

        /** Whether it goes on for at least a week: then nothing is known of its end. */
        public boolean isEndless() {
            return !opens.plusDays(WHOLE_WEEK).isAfter(closes);
        }
    }

    /** Whether the shop is open at this moment; a public holiday it has said nothing of counts as a usual day. */
    public boolean isOpen(ZonedDateTime at) {
        return openAt(at).isPresent();
    }

    /** The stretch in which the shop is open at this moment; stretches that touch are one. */
    public Optional<Span> openAt(ZonedDateTime at) {
        LocalDate yesterday = at.toLocalDate().minusDays(1);
        return spans(yesterday, 2, at.getZone())
                .filter(span -> span.holds(at))
                .findFirst()
                .map(span -> new Span(span.opens(), end(span)));
    }

    private ZonedDateTime end(Span span) {
        ZonedDateTime end = span.closes();
        List<Span> later =
                spans(span.opens().toLocalDate(), WHOLE_WEEK + 1, end.getZone()).toList();
        for (Span next : later) {
            if (!next.opens().isAfter(end) && next.closes().isAfter(end)) {
                end = next.closes();
            }
        }
        return end;
    }

    /** When the shop opens next, strictly after this moment; empty for one that never closes or never opens. */
    public Optional<ZonedDateTime> nextOpening(ZonedDateTime at) {
        Span open = openAt(at).orElse(null);
        if (open != null && open.isEndless()) {
            return Optional.empty();
        }
        ZonedDateTime from = open == null ? at : open.closes();
        return spans(from.toLocalDate().minusDays(1), LOOK_AHEAD_DAYS, at.getZone())
                .map(Span::opens)
                .filter(opens -> opens.isAfter(from))
                .findFirst();
    }

    /** What the shop does on a day, the night before left out. */
    public Day on(LocalDate date) {
        String holiday = publicHolidays.nameOf(date).orElse(null);
        SpecialDay special = schedule.special(date);
        if (special != null) {
            return new Day(date, special.name(), holiday != null, special.openings(), true);
        }
        List<Hours> usual = schedule.usual(date.getDayOfWeek());
        if (holiday == null) {
            return new Day(date, null, false, usual, true);
        }
        return switch (schedule.onPublicHolidays()) {
            case AS_USUAL -> new Day(date, holiday, true, usual, true);
            case CLOSED -> new Day(date, holiday, true, List.of(), true);
            case NOT_SAID -> new Day(date, holiday, true, usual, usual.isEmpty());
        };
    }

    /** The hours of a day of the week when nothing special happens. */
    public List<Hours> usual(DayOfWeek day) {
        return schedule.usual(day);
    }

    /** The next day with a name, special or public, within the days from this one on. */
    public Optional<Day> nextOccasion(LocalDate from, int days) {
        return from.datesUntil(from.plusDays(days))
                .map(this::on)
                .filter(day -> day.occasion() != null)
                .findFirst();
    }

    /** The next day of this name, special or public, from a day on. */
    Optional<LocalDate> next(String name, LocalDate from) {
        return from.datesUntil(from.plusDays(LOOK_AHEAD_DAYS))
                .filter(date -> {
                    SpecialDay special = schedule.special(date);
                    return special != null && special.name().equals(name);
                })
                .findFirst()
                .or(() -> publicHolidays.next(name, from));
    }

    private Stream<Span> spans(LocalDate from, int days, ZoneId zone) {
        return from.datesUntil(from.plusDays(days))
                .flatMap(date -> on(date).openings().stream().map(hours -> span(date, hours, zone)));
    }

    private static Span span(LocalDate date, Hours hours, ZoneId zone) {
        LocalDate closingDay = date.plusDays(hours.closes() / (24 * 60));
        return new Span(
                date.atTime(hours.opensAt()).atZone(zone),
                closingDay.atTime(hours.closesAt()).atZone(zone));
    }
}
