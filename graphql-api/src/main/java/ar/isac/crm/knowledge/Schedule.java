package ar.isac.crm.knowledge;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When the shop says it opens, as it is stored: a week, and days that are not like the week.
 *
 * @param onPublicHolidays what a public holiday that is no special day means
 */
public record Schedule(List<WeeklyOpening> week, List<SpecialDay> specialDays, OnPublicHolidays onPublicHolidays) {

    private static final int DAY = 24 * 60;

    public Schedule {
        week = week.stream()
                .sorted(Comparator.comparing(WeeklyOpening::day)
                        .thenComparing(opening -> opening.hours().opens()))
                .toList();
        specialDays = List.copyOf(specialDays);
    }

    /** What the shop does on public holidays. */
    public enum OnPublicHolidays {
        /** Nobody has said: the assistant does not promise anything for such a day. */
        NOT_SAID,
        AS_USUAL,
        CLOSED
    }

    /**
     * A stretch of a day.
     *
     * @param opens minutes since midnight
     * @param closes minutes since the same midnight, later than {@code opens}; beyond 1,440 on the next day
     */
    public record Hours(int opens, int closes) {

        /** From one time to another, the next day's where it is not later; 00:00 to 00:00 is a whole day. */
        public static Hours of(LocalTime opens, LocalTime closes) {
            int from = opens.toSecondOfDay() / 60;
            int to = closes.toSecondOfDay() / 60;
            return new Hours(from, to > from ? to : to + DAY);
        }

        public LocalTime opensAt() {
            return LocalTime.ofSecondOfDay(opens * 60L);
        }

        public LocalTime closesAt() {
            return LocalTime.ofSecondOfDay(closes % DAY * 60L);
        }

        public boolean isWholeDay() {
            return closes - opens == DAY;
        }

        boolean overlaps(Hours other) {
            return opens < other.closes && other.opens < closes;
        }
    }

    /** Hours of every week. */
    public record WeeklyOpening(DayOfWeek day, Hours hours) {}

    /**
     * A day, or days, with hours of their own.
     *
     * @param name what the day is called, such as «Navidad»
     * @param from first day as ISO 8601
     * @param to last day, ISO 8601; the same as {@code from} for a single day
     * @param isYearly whether it comes back every year
     * @param openings empty when the shop is closed
     */
    public record SpecialDay(String name, String from, String to, boolean isYearly, List<Hours> openings) {

        public SpecialDay {
            openings =
                    openings.stream().sorted(Comparator.comparing(Hours::opens)).toList();
        }

        boolean covers(LocalDate date) {
            LocalDate first = LocalDate.parse(from);
            LocalDate last = LocalDate.parse(to);
            if (!isYearly) {
                return !date.isBefore(first) && !date.isAfter(last);
            }
            MonthDay day = MonthDay.from(date);
            MonthDay start = MonthDay.from(first);
            MonthDay end = MonthDay.from(last);
            return start.isAfter(end)
                    ? !day.isBefore(start) || !day.isAfter(end)
                    : !day.isBefore(start) && !day.isAfter(end);
        }
    }

    List<Hours> usual(DayOfWeek day) {
        return week.stream()
                .filter(opening -> opening.day() == day)
                .map(WeeklyOpening::hours)
                .toList();
    }

    /** A day of its own goes before one of a longer stretch, and one of this year before one of every year. */
    @Nullable
    SpecialDay special(LocalDate date) {
        return specialDays.stream()
                .filter(special -> special.covers(date))
                .min(Comparator.comparing(SpecialDay::isYearly)
                        .thenComparing(special -> !special.from().equals(special.to())))
                .orElse(null);
    }
}
