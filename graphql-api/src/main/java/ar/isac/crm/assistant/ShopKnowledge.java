package ar.isac.crm.assistant;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the shop says of itself. */
interface ShopKnowledge {

    /** What customers ask about. */
    enum Topic {
        WARRANTY,
        SHIPPING,
        PAYMENT,
        HOURS,
        ADDRESS
    }

    /**
     * An answer as the shop words it.
     *
     * @param place where it is, for topics that are a place
     */
    record Article(String text, @Nullable Place place) {}

    /** A point on the map, in degrees. */
    record Place(double latitude, double longitude, String name, String address) {}

    Optional<Article> about(Topic topic);
}
