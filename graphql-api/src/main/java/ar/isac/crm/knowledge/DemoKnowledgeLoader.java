package ar.isac.crm.knowledge;

import java.io.IOException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Gives a demo shop without a single article its own. */
@Component
@ConditionalOnProperty(name = "crm.demo", havingValue = "true")
@Order(Ordered.HIGHEST_PRECEDENCE)
class DemoKnowledgeLoader implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(DemoKnowledgeLoader.class);

    private final Articles articles;
    private final Clock clock;

    DemoKnowledgeLoader(Articles articles, Clock clock) {
        this.articles = articles;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException {
        if (articles.all().isEmpty()) {
            DemoArticles.read(clock.instant()).forEach(articles::add);
            log.info("The demo shop knows {} articles", articles.all().size());
        }
    }
}
