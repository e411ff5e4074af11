package ar.isac.crm.knowledge;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NodeSource;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.graphql.PageSize;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.knowledge.Schedule.Hours;
import ar.isac.crm.security.Permissions;
import ar.isac.crm.shop.ShopSettings;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;

/** The articles over GraphQL. */
@Controller
class KnowledgeController implements NodeSource {

    static final String TYPE = "Article";

    private final KnowledgeDesk desk;
    private final Articles articles;
    private final PublicHolidays holidays;
    private final ShopSettings shop;
    private final Clock clock;

    KnowledgeController(KnowledgeDesk desk, Articles articles, ShopSettings shop, Clock clock) {
        this.desk = desk;
        this.articles = articles;
        this.holidays = PublicHolidays.of(shop.region());
        this.shop = shop;
        this.clock = clock;
    }

    @QueryMapping
    @PreAuthorize(Permissions.SIGNED_IN)
    Page<Article> knowledgeArticles(
            @Argument @Nullable Topic topic,
            @Argument @Nullable String search,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after) {
        return desk.page(topic, search, PageSize.of(first), after);
    }

    record ArticlePayload(@Nullable Article article, List<UserError> userErrors) {}

    @MutationMapping
    @PreAuthorize(Permissions.SUPERVISION)
    ArticlePayload saveArticle(@Argument ArticleInput input) {
        KnowledgeDesk.Written written = desk.write(input);
        return new ArticlePayload(written.article(), written.errors());
    }

    record DeleteArticleInput(String id) {}

    record DeleteArticlePayload(String deletedId, List<UserError> userErrors) {}

    @MutationMapping
    @PreAuthorize(Permissions.SUPERVISION)
    DeleteArticlePayload deleteArticle(@Argument DeleteArticleInput input) {
        if (!articles.remove(GlobalId.raw(TYPE, input.id()))) {
            throw new NotFound(TYPE);
        }
        return new DeleteArticlePayload(input.id(), List.of());
    }

    @SchemaMapping
    long version(Article article) {
        return Objects.requireNonNull(article.version());
    }

    @SchemaMapping
    String id(Article article) {
        return GlobalId.of(TYPE, article.id());
    }

    @SchemaMapping
    @Nullable
    OpeningHours openingHours(Article article) {
        return StoredKnowledge.hours(article, holidays).orElse(null);
    }

    @SchemaMapping
    List<Schedule.WeeklyOpening> week(OpeningHours hours) {
        return hours.schedule().week();
    }

    @SchemaMapping
    List<Schedule.SpecialDay> specialDays(OpeningHours hours) {
        return hours.schedule().specialDays();
    }

    @SchemaMapping
    Schedule.OnPublicHolidays onPublicHolidays(OpeningHours hours) {
        return hours.schedule().onPublicHolidays();
    }

    @SchemaMapping
    boolean isOpenNow(OpeningHours hours) {
        return hours.isOpen(now());
    }

    @SchemaMapping
    @Nullable
    Instant nextOpeningAt(OpeningHours hours) {
        return hours.nextOpening(now()).map(ZonedDateTime::toInstant).orElse(null);
    }

    @SchemaMapping
    String opens(Hours hours) {
        return hours.opensAt().toString();
    }

    @SchemaMapping
    String closes(Hours hours) {
        return hours.closesAt().toString();
    }

    private ZonedDateTime now() {
        return clock.instant().atZone(shop.timeZone());
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    @PreAuthorize(Permissions.SIGNED_IN)
    public @Nullable Object find(String rawId) {
        return articles.find(rawId).orElse(null);
    }
}
