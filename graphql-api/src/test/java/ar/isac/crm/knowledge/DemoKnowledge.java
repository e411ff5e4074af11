package ar.isac.crm.knowledge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a shop says of itself, without a database, for the tests of the neighbours. */
public record DemoKnowledge(List<Article> articles) implements ShopKnowledge {

    /** The demo shop's. */
    public DemoKnowledge() {
        this(read());
    }

    /** A shop that never wrote anything down. */
    public static DemoKnowledge nothing() {
        return new DemoKnowledge(List.of());
    }

    private static List<Article> read() {
        try {
            return DemoArticles.read(Instant.EPOCH);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<Article> about(Topic topic) {
        return articles.stream().filter(article -> article.topic() == topic).findFirst();
    }

    @Override
    public Optional<Article> answering(String words) {
        return ArticleSearch.best(words, articles);
    }

    @Override
    public Optional<OpeningHours> openingHours() {
        return about(Topic.HOURS).flatMap(article -> StoredKnowledge.hours(article, PublicHolidays.of("AR")));
    }
}
