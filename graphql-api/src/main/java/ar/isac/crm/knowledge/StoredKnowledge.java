package ar.isac.crm.knowledge;

import ar.isac.crm.shop.ShopSettings;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** From the stored articles, read at every question. */
@Component
class StoredKnowledge implements ShopKnowledge {

    private final Articles articles;
    private final PublicHolidays holidays;

    StoredKnowledge(Articles articles, ShopSettings shop) {
        this.articles = articles;
        this.holidays = PublicHolidays.of(shop.region());
    }

    @Override
    public Optional<Article> about(Topic topic) {
        return articles.find(topic.name()).filter(Article::isActive);
    }

    @Override
    public Optional<Article> answering(String words) {
        return ArticleSearch.best(words, articles.all());
    }

    @Override
    public Optional<OpeningHours> openingHours() {
        return about(Topic.HOURS).flatMap(article -> hours(article, holidays));
    }

    /** The hours of an article, where it has any. */
    static Optional<OpeningHours> hours(Article article, PublicHolidays holidays) {
        return Optional.ofNullable(article.schedule()).map(schedule -> new OpeningHours(schedule, holidays));
    }
}
