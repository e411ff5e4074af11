package ar.isac.crm.knowledge;

import java.text.Normalizer;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a question about opening hours asks, in Spanish as it is typed. */
public sealed interface HoursQuestion {

    /** «¿están abiertos?» */
    record Now() implements HoursQuestion {}

    /** «¿hasta qué hora están?» */
    record UntilWhen() implements HoursQuestion {}

    /**
     * «¿abren mañana?», «¿el 25 a las 10?».
     *
     * @param at the time of the day that is asked about; null when the whole day is
     * @param isYesNo whether the answer begins with yes or no
     */
    record OnDays(List<LocalDate> days, @Nullable LocalTime at, boolean isYesNo) implements HoursQuestion {}

    /** «¿abren los sábados?» */
    record EveryWeek(List<DayOfWeek> days, boolean isYesNo) implements HoursQuestion {}

    /** «¿abren los feriados?» */
    record OnHolidays() implements HoursQuestion {}

    /** «¿qué horarios tienen?», and whatever else. */
    record TheWeek() implements HoursQuestion {}

    /** Reads a question asked at a time, of a shop with these hours. */
    static HoursQuestion in(String text, OpeningHours hours, LocalDateTime now) {
        return new HoursReading(folded(text), hours, now).read();
    }

    /** Small letters without accents or signs. */
    static String folded(String text) {
        return Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^a-z0-9/:.-]+", " ")
                .strip();
    }
}
