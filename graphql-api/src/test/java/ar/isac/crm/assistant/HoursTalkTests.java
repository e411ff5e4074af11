package ar.isac.crm.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.knowledge.DemoKnowledge;
import ar.isac.crm.knowledge.HoursQuestion;
import ar.isac.crm.knowledge.OpeningHours;
import ar.isac.crm.knowledge.PublicHolidays;
import ar.isac.crm.knowledge.Schedule;
import ar.isac.crm.knowledge.Schedule.Hours;
import ar.isac.crm.knowledge.Schedule.OnPublicHolidays;
import ar.isac.crm.knowledge.Schedule.SpecialDay;
import ar.isac.crm.knowledge.Schedule.WeeklyOpening;
import ar.isac.crm.money.MoneyFormat;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HoursTalkTests {

    private static final ZoneId ZONE = ZoneId.of("America/Argentina/Buenos_Aires");

    private final Wording wording = new Wording(Phrasebook.standard(), new MoneyFormat(Locale.of("es", "AR")));

    static Stream<String> lines() throws IOException, URISyntaxException {
        Path file = Path.of(Objects.requireNonNull(HoursTalkTests.class.getResource("/knowledge/hours.txt"))
                .toURI());
        return Files.readAllLines(file).stream().filter(line -> !line.isBlank() && !line.startsWith("#"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lines")
    void questionsAboutOpeningHoursAreAnsweredFromTheScheduleAndTheClock(String line) {
        List<String> parts =
                Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
        OpeningHours hours = shop(parts.getFirst());
        ZonedDateTime now = LocalDateTime.parse(parts.get(1)).atZone(ZONE);

        HoursQuestion question = HoursQuestion.in(parts.get(2), hours, now.toLocalDateTime());
        String answer = new HoursTalk(wording, hours, now).answer(question).orElse("-");

        assertThat(answer).as("%s", question).isEqualTo(parts.get(3));
    }

    private static OpeningHours shop(String name) {
        List<DayOfWeek> days = List.of(DayOfWeek.values());
        return switch (name) {
            case "demo" -> new DemoKnowledge().openingHours().orElseThrow();
            case "siesta" ->
                hours(
                        OnPublicHolidays.NOT_SAID,
                        List.of(),
                        weekly(days.subList(0, 6), "09:00", "13:00"),
                        weekly(days.subList(0, 6), "16:30", "20:00"));
            case "bar" ->
                hours(
                        OnPublicHolidays.AS_USUAL,
                        List.of(),
                        weekly(days.subList(3, 6), "20:00", "02:00"),
                        weekly(days.subList(6, 7), "12:00", "16:00"));
            case "kiosk" -> hours(OnPublicHolidays.AS_USUAL, List.of(), weekly(days, "00:00", "00:00"));
            case "away" ->
                hours(
                        OnPublicHolidays.CLOSED,
                        List.of(new SpecialDay("Vacaciones", "2027-01-02", "2027-01-15", false, List.of())),
                        weekly(days.subList(0, 5), "10:00", "19:00"),
                        weekly(days.subList(5, 6), "10:00", "14:00"));
            default -> throw new IllegalArgumentException(name);
        };
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
