package ar.isac.crm.knowledge;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.IllegalCursor;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.graphql.UserError.Code;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What people do with articles: list, write, remove. */
@Service
class KnowledgeDesk {

    /** In the order in which they are listed. */
    private static final List<Topic> TOPICS = List.of(Topic.values());

    private final Articles articles;
    private final Clock clock;

    KnowledgeDesk(Articles articles, Clock clock) {
        this.articles = articles;
        this.clock = clock;
    }

    /**
     * What came of writing one.
     *
     * @param article null when it was refused
     */
    record Written(@Nullable Article article, List<UserError> errors) {

        static Written refused(String field, Code code, String message) {
            return new Written(null, List.of(UserError.at(field, code, message)));
        }
    }

    Page<Article> page(@Nullable Topic topic, @Nullable String search, int size, @Nullable String after) {
        String start = after == null ? "" : place(after);
        List<String> words = search == null
                ? List.of()
                : List.of(HoursQuestion.folded(search).split(" ", -1));
        List<Article> found = articles.all().stream()
                .filter(article -> topic == null || article.topic() == topic)
                .filter(article -> words.stream().allMatch(searched(article)::contains))
                .filter(article -> place(article).compareTo(start) > 0)
                .sorted(Comparator.comparing(KnowledgeDesk::place))
                .limit(size + 1L)
                .toList();
        return Page.of(
                found.stream().limit(size).toList(),
                article -> Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(place(article).getBytes(StandardCharsets.UTF_8)),
                after != null,
                found.size() > size);
    }

    /** By topic, then title; the id keeps two of one title apart. */
    private static String place(Article article) {
        int group = TOPICS.indexOf(article.topic());
        return "%02d %s %s".formatted(group, HoursQuestion.folded(article.title()), article.id());
    }

    private static String place(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException foreign) {
            throw new IllegalCursor(cursor, foreign);
        }
    }

    private static String searched(Article article) {
        return HoursQuestion.folded(String.join(
                " ",
                Stream.concat(Stream.of(article.title(), article.text()), article.questions().stream())
                        .toList()));
    }

    Written write(ArticleInput input) {
        ArticleRules.Checked checked = ArticleRules.check(input, clock.instant());
        Article article = checked.article();
        if (article == null) {
            return new Written(null, checked.errors());
        }
        return input.id() == null ? added(article) : edited(input, input.id(), article);
    }

    private Written added(Article article) {
        return articles.add(article)
                .map(added -> new Written(added, List.of()))
                .orElseGet(() -> article.topic() == Topic.OTHER
                        ? Written.refused(
                                "", Code.NOT_ALLOWED, "Ya hay 500 artículos: borrá uno antes de agregar otro.")
                        : Written.refused(
                                "topic",
                                Code.NOT_ALLOWED,
                                "Ya hay un artículo sobre este tema: cambialo, o escribí este con el tema Otro."));
    }

    private Written edited(ArticleInput input, String globalId, Article article) {
        String id = GlobalId.raw(KnowledgeController.TYPE, globalId);
        Article known = articles.find(id).orElseThrow(() -> new NotFound(KnowledgeController.TYPE));
        if (known.topic() != article.topic()) {
            return Written.refused(
                    "topic", Code.NOT_ALLOWED, "El tema de un artículo no se cambia: escribí uno nuevo.");
        }
        if (input.version() == null) {
            return Written.refused("version", Code.REQUIRED, "Falta la versión que se está cambiando.");
        }
        return articles.edit(id, input.version(), article)
                .map(edited -> new Written(edited, List.of()))
                .orElseGet(() -> Written.refused(
                        "version",
                        Code.NOT_ALLOWED,
                        "Alguien cambió el artículo mientras tanto: volvé a leerlo y repetí el cambio."));
    }
}
