package ar.isac.crm.knowledge;

import java.util.Optional;

/** What the shop says of itself, as of now. */
public interface ShopKnowledge {

    /** The active article on a topic. */
    Optional<Article> about(Topic topic);

    /** The free article that a customer's words ask for, if one clearly does. */
    Optional<Article> answering(String words);

    /** When the shop is open; empty when it has not said so. */
    Optional<OpeningHours> openingHours();
}
