package ar.isac.crm.knowledge;

import ar.isac.crm.graphql.UserError;
import ar.isac.crm.graphql.UserError.Code;
import ar.isac.crm.knowledge.ArticleInput.HoursInput;
import ar.isac.crm.knowledge.ArticleInput.OpeningHoursInput;
import ar.isac.crm.knowledge.ArticleInput.PlaceInput;
import ar.isac.crm.knowledge.ArticleInput.SpecialDayInput;
import ar.isac.crm.knowledge.ArticleInput.WeeklyOpeningInput;
import ar.isac.crm.knowledge.Schedule.Hours;
import ar.isac.crm.knowledge.Schedule.OnPublicHolidays;
import ar.isac.crm.knowledge.Schedule.SpecialDay;
import ar.isac.crm.knowledge.Schedule.WeeklyOpening;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes an article of what was written, or says everything that is wrong with it. */
final class ArticleRules {

    private static final int LONGEST_TITLE = 120;
    /** WhatsApp's limit for a text, less a link. */
    private static final int LONGEST_TEXT = 3_500;

    private static final int LONGEST_QUESTION = 200;
    private static final int MOST_QUESTIONS = 30;
    private static final int LONGEST_LINK = 500;
    private static final int LONGEST_PLACE = 200;
    private static final int MOST_INTERVALS = 60;
    private static final int MOST_SPECIAL_DAYS = 200;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("H:mm");

    private final ArticleInput input;
    private final List<UserError> errors = new ArrayList<>();

    private ArticleRules(ArticleInput input) {
        this.input = input;
    }

    /**
     * What came of it.
     *
     * @param article null when there are errors
     */
    record Checked(@Nullable Article article, List<UserError> errors) {}

    static Checked check(ArticleInput input, Instant now) {
        return new ArticleRules(input).check(now);
    }

    private Checked check(Instant now) {
        Article article = new Article(
                input.id() == null ? Article.idOf(input.topic()) : input.id(),
                null,
                input.topic(),
                title(),
                questions(),
                text(),
                place(input.place()),
                link(),
                schedule(input.openingHours()),
                input.isActive() == null || input.isActive(),
                now);
        return errors.isEmpty() ? new Checked(article, List.of()) : new Checked(null, List.copyOf(errors));
    }

    private String title() {
        String title = input.title().strip();
        if (title.isEmpty()) {
            report(Code.REQUIRED, "Ponele un título.", "title");
        } else if (title.length() > LONGEST_TITLE) {
            report(Code.TOO_LONG, "El título tiene más de 120 caracteres.", "title");
        }
        return title;
    }

    private List<String> questions() {
        List<String> questions = input.questions() == null ? List.of() : input.questions();
        if (questions.size() > MOST_QUESTIONS) {
            report(Code.TOO_LONG, "Se pueden poner hasta 30 preguntas.", "questions");
        }
        for (int i = 0; i < questions.size(); i++) {
            if (questions.get(i).isBlank()) {
                report(Code.REQUIRED, "Esta pregunta está vacía: escribila o sacala.", "questions", String.valueOf(i));
            } else if (questions.get(i).length() > LONGEST_QUESTION) {
                report(Code.TOO_LONG, "La pregunta tiene más de 200 caracteres.", "questions", String.valueOf(i));
            }
        }
        return questions.stream().map(String::strip).distinct().toList();
    }

    private String text() {
        String text = input.text() == null ? "" : input.text().strip();
        boolean isToldBySchedule = input.topic() == Topic.HOURS && input.openingHours() != null;
        if (text.isEmpty() && !isToldBySchedule) {
            report(Code.REQUIRED, "Escribí qué se les dice a los clientes.", "text");
        } else if (text.length() > LONGEST_TEXT) {
            report(Code.TOO_LONG, "El texto tiene más de 3.500 caracteres.", "text");
        }
        return text;
    }

    private Article.@Nullable Place place(@Nullable PlaceInput place) {
        if (place == null) {
            return null;
        }
        if (!(Math.abs(place.latitude()) <= 90)) {
            report(Code.INVALID, "La latitud va de -90 a 90 grados.", "place", "latitude");
        }
        if (!(Math.abs(place.longitude()) <= 180)) {
            report(Code.INVALID, "La longitud va de -180 a 180 grados.", "place", "longitude");
        }
        if (place.name().length() > LONGEST_PLACE) {
            report(Code.TOO_LONG, "El nombre del lugar tiene más de 200 caracteres.", "place", "name");
        }
        if (place.address().length() > LONGEST_PLACE) {
            report(Code.TOO_LONG, "La dirección tiene más de 200 caracteres.", "place", "address");
        }
        return new Article.Place(
                place.latitude(),
                place.longitude(),
                place.name().strip(),
                place.address().strip());
    }

    private @Nullable String link() {
        if (input.link() == null || input.link().isBlank()) {
            return null;
        }
        String link = input.link().strip();
        try {
            URI uri = new URI(link);
            boolean isWeb = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            if (!isWeb || uri.getHost() == null || link.length() > LONGEST_LINK) {
                throw new URISyntaxException(link, "not of the web");
            }
        } catch (URISyntaxException noLink) {
            report(Code.INVALID, "Poné la dirección web completa, como https://tienda.example/envios.", "link");
        }
        return link;
    }

    private @Nullable Schedule schedule(@Nullable OpeningHoursInput hours) {
        if (hours == null) {
            return null;
        }
        if (input.topic() != Topic.HOURS) {
            report(Code.NOT_ALLOWED, "Los horarios de atención van solo en el artículo de horarios.", "openingHours");
        }
        List<SpecialDayInput> special = hours.specialDays() == null ? List.of() : hours.specialDays();
        if (special.size() > MOST_SPECIAL_DAYS) {
            report(Code.TOO_LONG, "Se pueden poner hasta 200 días especiales.", "openingHours", "specialDays");
            return null;
        }
        if (hours.week().size() > MOST_INTERVALS) {
            report(Code.TOO_LONG, "Se pueden poner hasta 60 horarios por semana.", "openingHours", "week");
            return null;
        }
        List<SpecialDay> days = new ArrayList<>();
        for (int i = 0; i < special.size(); i++) {
            days.add(specialDay(special.get(i), "openingHours", "specialDays", String.valueOf(i)));
        }
        return new Schedule(
                week(hours.week()),
                days,
                hours.onPublicHolidays() == null ? OnPublicHolidays.NOT_SAID : hours.onPublicHolidays());
    }

    private List<WeeklyOpening> week(List<WeeklyOpeningInput> openings) {
        List<WeeklyOpening> week = new ArrayList<>();
        Map<DayOfWeek, List<Hours>> byDay = new EnumMap<>(DayOfWeek.class);
        for (int i = 0; i < openings.size(); i++) {
            DayOfWeek day = openings.get(i).day();
            String[] path = {"openingHours", "week", String.valueOf(i), "hours"};
            Hours hours = hours(openings.get(i).hours(), byDay.computeIfAbsent(day, none -> new ArrayList<>()), path);
            week.add(new WeeklyOpening(day, hours));
        }
        return week;
    }

    private SpecialDay specialDay(SpecialDayInput day, String... path) {
        if (day.name().isBlank() || day.name().length() > LONGEST_TITLE) {
            report(Code.REQUIRED, "Ponele al día especial un nombre de hasta 120 caracteres.", with(path, "name"));
        }
        LocalDate from = date(day.from(), with(path, "from"));
        LocalDate to = day.to() == null ? from : date(day.to(), with(path, "to"));
        boolean isYearly = day.isYearly() != null && day.isYearly();
        if (to.isBefore(from)) {
            report(Code.INVALID, "El último día no puede ser anterior al primero.", with(path, "to"));
        } else if (isYearly && !to.isBefore(from.plusYears(1))) {
            report(Code.INVALID, "Lo que se repite todos los años tiene que durar menos de un año.", with(path, "to"));
        }
        List<Hours> openings = new ArrayList<>();
        List<HoursInput> stated = day.openings() == null ? List.of() : day.openings();
        for (int i = 0; i < Math.min(stated.size(), MOST_INTERVALS); i++) {
            hours(stated.get(i), openings, with(with(path, "openings"), String.valueOf(i)));
        }
        return new SpecialDay(day.name().strip(), from.toString(), to.toString(), isYearly, openings);
    }

    /** Adds the hours to those of the same day. */
    private Hours hours(HoursInput stated, List<Hours> sameDay, String... path) {
        LocalTime opens = time(stated.opens(), with(path, "opens"));
        LocalTime closes = "24:00".equals(stated.closes().strip())
                ? LocalTime.MIDNIGHT
                : time(stated.closes(), with(path, "closes"));
        Hours hours = Hours.of(opens, closes);
        if (opens.equals(closes) && !opens.equals(LocalTime.MIDNIGHT)) {
            report(Code.INVALID, "No puede cerrar a la misma hora que abre: un día entero va de 00:00 a 24:00.", path);
        } else if (sameDay.stream().anyMatch(hours::overlaps)) {
            report(Code.INVALID, "Este horario se superpone con otro del mismo día.", path);
        }
        sameDay.add(hours);
        return hours;
    }

    private LocalTime time(String text, String... path) {
        try {
            return LocalTime.parse(text.strip(), TIME);
        } catch (DateTimeParseException noTime) {
            report(Code.INVALID, "Escribí la hora como 09:30.", path);
            return LocalTime.MIDNIGHT;
        }
    }

    private LocalDate date(String text, String... path) {
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeParseException noDate) {
            report(Code.INVALID, "Escribí la fecha como 2026-12-25.", path);
            return LocalDate.EPOCH;
        }
    }

    private void report(Code code, String message, String... path) {
        errors.add(new UserError(List.of(path), code, message));
    }

    private static String[] with(String[] path, String next) {
        String[] longer = Arrays.copyOf(path, path.length + 1);
        longer[path.length] = next;
        return longer;
    }
}
