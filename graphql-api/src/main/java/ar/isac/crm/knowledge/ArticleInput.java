package ar.isac.crm.knowledge;

import ar.isac.crm.knowledge.Schedule.OnPublicHolidays;
import java.time.DayOfWeek;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An article as it is written: the shape of the GraphQL input and of the demo's file. */
record ArticleInput(
        @Nullable String id,
        @Nullable Long version,
        Topic topic,
        String title,
        @Nullable List<String> questions,
        @Nullable String text,
        @Nullable PlaceInput place,
        @Nullable String link,
        @Nullable OpeningHoursInput openingHours,
        @Nullable Boolean isActive) {

    record PlaceInput(double latitude, double longitude, String name, String address) {}

    record OpeningHoursInput(
            List<WeeklyOpeningInput> week,
            @Nullable List<SpecialDayInput> specialDays,
            @Nullable OnPublicHolidays onPublicHolidays) {}

    record HoursInput(String opens, String closes) {}

    record WeeklyOpeningInput(DayOfWeek day, HoursInput hours) {}

    record SpecialDayInput(
            String name,
            String from,
            @Nullable String to,
            @Nullable Boolean isYearly,
            @Nullable List<HoursInput> openings) {}
}
