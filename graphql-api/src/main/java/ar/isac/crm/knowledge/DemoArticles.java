package ar.isac.crm.knowledge;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What the demo shop says of itself, from {@code mongo-init/demo/knowledge.json}, by the rules that every shop's articles keep. */
final class DemoArticles {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private DemoArticles() {}

    static List<Article> read(Instant now) throws IOException {
        try (InputStream file = new ClassPathResource("mongo-init/demo/knowledge.json").getInputStream()) {
            List<ArticleInput> inputs = JSON.readValue(file, new TypeReference<>() {});
            return inputs.stream().map(input -> article(input, now)).toList();
        }
    }

    private static Article article(ArticleInput input, Instant now) {
        ArticleRules.Checked checked = ArticleRules.check(input, now);
        return Objects.requireNonNull(
                checked.article(), () -> "The demo's article " + input.title() + ": " + checked.errors());
    }
}
