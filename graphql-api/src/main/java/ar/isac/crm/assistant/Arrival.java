package ar.isac.crm.assistant;

import ar.isac.crm.knowledge.HoursQuestion;
import ar.isac.crm.knowledge.OpeningHours;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When a customer says that they come by: «paso el sábado a la tarde», «voy para allá».
 *
 * @param to the end of the time within which they come
 * @param isAtOnce whether they are on their way
 */
record Arrival(ZonedDateTime from, ZonedDateTime to, boolean isAtOnce) {

    private static final Pattern AT_ONCE =
            words("ahora|ya voy|para all[aá]|para ah[ií]|me acerco|en un rato|en un ratito");
    private static final Pattern LATER = words("m[aá]s tarde|despu[eé]s|al rato|luego");
    private static final Pattern MORNING = words("(?:a|por|de) la ma[nñ]ana|temprano");
    private static final Pattern AFTERNOON = words("(?:a|por|de|x) la tarde|esta tarde|despu[eé]s del mediod[ií]a");
    private static final Pattern NIGHT = words("(?:a|por|de|x) la noche|esta noche");

    private static final LocalTime NOON = LocalTime.of(13, 0);
    private static final LocalTime AFTERNOON_BEGINS = LocalTime.of(14, 0);
    private static final LocalTime NIGHT_BEGINS = LocalTime.of(20, 0);

    /** Whoever is on their way is there before this has passed. */
    private static final int MINUTES_ON_THE_WAY = 30;

    private static Pattern words(String alternatives) {
        return Pattern.compile("(?iu)(?<![\\p{L}\\p{N}])(?:" + alternatives + ")(?![\\p{L}\\p{N}])");
    }

    /** What an announced visit says of its time: one for each day that it may be on, none when it says nothing. */
    static List<Arrival> in(String text, OpeningHours hours, ZonedDateTime now) {
        if (HoursQuestion.in(text, hours, now.toLocalDateTime()) instanceof HoursQuestion.OnDays days) {
            return days.days().stream()
                    .map(day -> on(day, days.at(), text, now))
                    .toList();
        }
        boolean isOfToday = LATER.matcher(text).find()
                || MORNING.matcher(text).find()
                || AFTERNOON.matcher(text).find()
                || NIGHT.matcher(text).find();
        if (isOfToday) {
            return List.of(on(now.toLocalDate(), null, text, now));
        }
        return AT_ONCE.matcher(text).find()
                ? List.of(new Arrival(now, now.plusMinutes(MINUTES_ON_THE_WAY), true))
                : List.of();
    }

    private static Arrival on(LocalDate day, @Nullable LocalTime at, String text, ZonedDateTime now) {
        ZonedDateTime from = day.atStartOfDay(now.getZone());
        ZonedDateTime to = from.plusDays(1);
        if (at != null) {
            from = day.atTime(at).atZone(now.getZone());
            to = from.plusMinutes(1);
        } else if (AFTERNOON.matcher(text).find()) {
            from = day.atTime(AFTERNOON_BEGINS).atZone(now.getZone());
            to = day.atTime(NIGHT_BEGINS).atZone(now.getZone());
        } else if (NIGHT.matcher(text).find()) {
            from = day.atTime(NIGHT_BEGINS).atZone(now.getZone());
        } else if (MORNING.matcher(text).find()) {
            to = day.atTime(NOON).atZone(now.getZone());
        }
        boolean hasBegun = from.isBefore(now) && now.isBefore(to);
        return new Arrival(hasBegun ? now : from, to, false);
    }

    LocalDate day() {
        return from.toLocalDate();
    }
}
