package ar.isac.crm.knowledge;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * Something the shop says of itself.
 *
 * @param id the topic's name, so that a topic has one article; a random one for free articles
 * @param title what the shop calls it
 * @param questions how customers ask for it: phrases or single words
 * @param text what they are told; blank only for opening hours that are told from the schedule
 * @param place where it is, sent as a location
 * @param link a page that says more
 * @param schedule opening hours, for {@link Topic#HOURS}
 * @param isActive whether the assistant may say it
 */
@Document("knowledge")
public record Article(
        @Id String id,
        @Version @Nullable Long version,
        Topic topic,
        String title,
        List<String> questions,
        String text,
        @Nullable Place place,
        @Nullable String link,
        @Nullable Schedule schedule,
        boolean isActive,
        Instant updatedAt) {

    /** A point on the map, in degrees. */
    public record Place(double latitude, double longitude, String name, String address) {}

    static String idOf(Topic topic) {
        return topic == Topic.OTHER ? UUID.randomUUID().toString() : topic.name();
    }

    /** The text and, on a line of its own, the link. */
    public String words() {
        return link == null || text.contains(link) ? text : text.isBlank() ? link : text + "\n" + link;
    }
}
