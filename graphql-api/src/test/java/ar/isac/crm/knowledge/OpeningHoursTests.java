package ar.isac.crm.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.knowledge.Schedule.Hours;
import ar.isac.crm.knowledge.Schedule.OnPublicHolidays;
import ar.isac.crm.knowledge.Schedule.SpecialDay;
import ar.isac.crm.knowledge.Schedule.WeeklyOpening;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpeningHoursTests {

    private static final ZoneId BUENOS_AIRES = ZoneId.of("America/Argentina/Buenos_Aires");
    private static final List<DayOfWeek> WEEKDAYS = List.of(DayOfWeek.values()).subList(0, 5);

    private final OpeningHours nineToSix =
            hours(OnPublicHolidays.CLOSED, List.of(), weekly(WEEKDAYS, "09:00", "18:00"));

    @Test
    void aShopIsOpenFromTheMinuteItOpensUntilTheMinuteItCloses() {
        assertThat(nineToSix.isOpen(at("2026-11-18T08:59:59"))).isFalse();
        assertThat(nineToSix.isOpen(at("2026-11-18T09:00"))).isTrue();
        assertThat(nineToSix.isOpen(at("2026-11-18T17:59:59"))).isTrue();
        assertThat(nineToSix.isOpen(at("2026-11-18T18:00"))).isFalse();
    }

    @Test
    void theZoneOfTheMomentDecidesWhatTimeItIsAtTheShop() {
        ZonedDateTime noonInUtc = LocalDateTime.parse("2026-11-18T20:30").atZone(ZoneId.of("UTC"));

        assertThat(nineToSix.isOpen(noonInUtc.withZoneSameInstant(BUENOS_AIRES)))
                .isTrue();
        assertThat(nineToSix.isOpen(noonInUtc)).isFalse();
    }

    @Test
    void theNextOpeningSkipsTheWeekendAndTheHoliday() {
        assertThat(nineToSix.nextOpening(at("2026-11-20T18:00"))).contains(at("2026-11-24T09:00"));
        assertThat(nineToSix.nextOpening(at("2026-11-18T10:00"))).contains(at("2026-11-19T09:00"));
        assertThat(nineToSix.nextOpening(at("2026-11-18T08:00"))).contains(at("2026-11-18T09:00"));
    }

    @Test
    void hoursBeyondMidnightBelongToTheDayTheyBeginOn() {
        OpeningHours bar = hours(
                OnPublicHolidays.AS_USUAL,
                List.of(new SpecialDay("Cerrado", "2026-11-21", "2026-11-21", false, List.of())),
                weekly(List.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY), "20:00", "02:00"));

        assertThat(bar.isOpen(at("2026-11-21T01:59"))).isTrue();
        assertThat(bar.isOpen(at("2026-11-21T21:00"))).isFalse();
        assertThat(bar.isOpen(at("2026-11-22T01:00"))).isFalse();
        assertThat(bar.openAt(at("2026-11-20T23:00")).orElseThrow().closes()).isEqualTo(at("2026-11-21T02:00"));
    }

    @Test
    void stretchesThatTouchAreOneAndWhoNeverClosesHasNoNextOpening() {
        OpeningHours party = hours(
                OnPublicHolidays.AS_USUAL,
                List.of(),
                weekly(List.of(DayOfWeek.FRIDAY), "20:00", "00:00"),
                weekly(List.of(DayOfWeek.SATURDAY), "00:00", "06:00"));
        OpeningHours kiosk =
                hours(OnPublicHolidays.AS_USUAL, List.of(), weekly(List.of(DayOfWeek.values()), "00:00", "00:00"));

        assertThat(party.openAt(at("2026-11-20T23:00")).orElseThrow().closes()).isEqualTo(at("2026-11-21T06:00"));
        assertThat(kiosk.openAt(at("2026-11-20T23:00")).orElseThrow().isEndless())
                .isTrue();
        assertThat(kiosk.nextOpening(at("2026-11-20T23:00"))).isEmpty();
    }

    @Test
    void aShopThatNeverOpensSaysSo() {
        OpeningHours never = hours(OnPublicHolidays.CLOSED, List.of());

        assertThat(never.isOpen(at("2026-11-18T12:00"))).isFalse();
        assertThat(never.nextOpening(at("2026-11-18T12:00"))).isEmpty();
    }

    @Test
    void aDayThatTheClockSkipsAnHourOfIsAnHourShorter() {
        ZoneId santiago = ZoneId.of("America/Santiago");
        OpeningHours night =
                hours(OnPublicHolidays.AS_USUAL, List.of(), weekly(List.of(DayOfWeek.values()), "22:00", "03:00"));

        OpeningHours.Span span = night.openAt(
                        LocalDateTime.parse("2026-09-05T23:00").atZone(santiago))
                .orElseThrow();

        assertThat(Duration.between(span.opens(), span.closes())).isEqualTo(Duration.ofHours(4));
    }

    @Test
    void aDayOfItsOwnGoesBeforeASeasonAndThisYearsBeforeEveryYears() {
        OpeningHours hours = hours(
                OnPublicHolidays.CLOSED,
                List.of(
                        special("Cada año", "2020-12-24", "2020-12-24", true, "10:00", "12:00"),
                        special("Temporada", "2026-12-20", "2027-01-06", false, "10:00", "22:00"),
                        special("Este año", "2026-12-24", "2026-12-24", false, "10:00", "16:00")),
                weekly(WEEKDAYS, "09:00", "18:00"));

        assertThat(hours.on(LocalDate.parse("2026-12-24")).occasion()).isEqualTo("Este año");
        assertThat(hours.on(LocalDate.parse("2026-12-25")).occasion()).isEqualTo("Temporada");
        assertThat(hours.on(LocalDate.parse("2027-12-24")).occasion()).isEqualTo("Cada año");
        assertThat(hours.on(LocalDate.parse("2027-12-25")).isClosed()).isTrue();
    }

    @Test
    void aSeasonThatComesBackMayCrossTheTurnOfTheYear() {
        OpeningHours hours = hours(
                OnPublicHolidays.CLOSED,
                List.of(new SpecialDay("Vacaciones", "2026-12-28", "2027-01-10", true, List.of())),
                weekly(WEEKDAYS, "09:00", "18:00"));

        assertThat(hours.on(LocalDate.parse("2029-12-31")).occasion()).isEqualTo("Vacaciones");
        assertThat(hours.on(LocalDate.parse("2030-01-10")).occasion()).isEqualTo("Vacaciones");
        assertThat(hours.on(LocalDate.parse("2030-01-11")).occasion()).isNull();
    }

    @Test
    void aPublicHolidayThatTheShopHasSaidNothingOfIsNotCertain() {
        OpeningHours hours = hours(OnPublicHolidays.NOT_SAID, List.of(), weekly(WEEKDAYS, "09:00", "18:00"));

        assertThat(hours.on(LocalDate.parse("2026-12-25")).isCertain()).isFalse();
        assertThat(hours.isOpen(at("2026-12-25T10:00"))).isTrue();
        assertThat(hours.on(LocalDate.parse("2026-12-26")).isCertain()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-16, Carnaval",
        "2026-02-17, Carnaval",
        "2026-04-03, Viernes Santo",
        "2026-06-15, Paso a la Inmortalidad de Güemes",
        "2026-08-17, Paso a la Inmortalidad de San Martín",
        "2026-10-12, Día de la Diversidad Cultural",
        "2026-11-23, Día de la Soberanía",
        "2027-03-26, Viernes Santo",
        "2027-06-21, Paso a la Inmortalidad de Güemes",
        "2028-12-08, Inmaculada Concepción"
    })
    void theHolidaysOfArgentinaFollowTheirLaw(LocalDate date, String name) {
        assertThat(PublicHolidays.of("AR").nameOf(date)).contains(name);
    }

    @Test
    void aCountryWithoutAFileHasNoPublicHolidays() {
        assertThat(PublicHolidays.of("ZZ").nameOf(LocalDate.parse("2026-12-25")))
                .isEmpty();
    }

    private static ZonedDateTime at(String time) {
        return LocalDateTime.parse(time).atZone(BUENOS_AIRES);
    }

    private static SpecialDay special(
            String name, String from, String to, boolean isYearly, String opens, String closes) {
        return new SpecialDay(
                name, from, to, isYearly, List.of(Hours.of(LocalTime.parse(opens), LocalTime.parse(closes))));
    }

    @SafeVarargs
    private static OpeningHours hours(
            OnPublicHolidays rule, List<SpecialDay> special, List<WeeklyOpening>... openings) {
        List<WeeklyOpening> week = new ArrayList<>();
        for (List<WeeklyOpening> some : openings) {
            week.addAll(some);
        }
        return new OpeningHours(new Schedule(week, special, rule), PublicHolidays.of("AR"));
    }

    private static List<WeeklyOpening> weekly(List<DayOfWeek> days, String opens, String closes) {
        return days.stream()
                .map(day -> new WeeklyOpening(day, Hours.of(LocalTime.parse(opens), LocalTime.parse(closes))))
                .toList();
    }
}
