package ar.isac.crm.payment;

import ar.isac.crm.CrmApplication;
import ar.isac.crm.hub.PaymentNotice;
import ar.isac.crm.hub.PaymentNotices;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.hub.WireFormat;
import ar.isac.crm.money.Money;
import ar.isac.crm.quote.Quote.Decision;
import ar.isac.crm.sale.SaleDesk;
import ar.isac.crm.way.ScriptedAssistant;
import ar.isac.crm.way.StoppedClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.core.convert.MongoConverter;

/**
 * The product in a process to be killed: each order stops for good before the write that its plan names, so that one kill meets
 * many orders, each at a step of its own. From the first plan on the clock stands still, so that nothing else goes on with an
 * order that stopped. Plans come as lines on the standard input; what became of them is told in the file {@code orders} beside
 * the data.
 */
final class MortalProduct {

    /** Each stops in a consumer of its own, and holds up no other. */
    private static final int CONSUMERS = 64;

    private MortalProduct() {}

    public static void main(String[] args) throws IOException {
        System.setProperty("io.netty.noUnsafe", "false");
        ConfigurableApplicationContext product = new SpringApplicationBuilder(CrmApplication.class)
                .sources(Parts.class, ScriptedAssistant.class)
                .run(args);
        Plans plans = product.getBean(Plans.class);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                product.getBean(StoppedClock.class).stop();
                String[] words = line.split(" ", -1);
                plans.take(product, words[0], words[1], Integer.parseInt(words[2]));
            }
        }
    }

    /** What takes the place of the product's parts. */
    static class Parts {

        @Bean
        Plans plans() {
            return new Plans(Path.of(System.getenv("CRM_DATA_DIR")).resolve("orders"));
        }

        @Bean
        @Primary
        StoppedClock stoppedClock() {
            return new StoppedClock();
        }

        @Bean
        @Primary
        InterruptedDatabase interruptedDatabase(MongoDatabaseFactory factory, MongoConverter converter, Plans plans) {
            return new InterruptedDatabase(factory, converter, Set.of("catalogChanges"), plans::stop);
        }

        @Bean
        @Primary
        PaymentNotices plannedNotices(Settlement settlement, InterruptedDatabase database, Plans plans) {
            return notice -> plans.follow(database, "settle", notice, settlement);
        }

        @Bean
        RouteBuilder moreConsumers(WireFormat wire, PaymentNotices notices) {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("hub:queue:crm.payments?concurrentConsumers=" + CONSUMERS)
                            .routeId("more-payments")
                            .transform()
                            .body(String.class, wire::readPaymentNotice)
                            .process(step -> notices.settle(step.getMessage().getBody(PaymentNotice.class)));
                }
            };
        }
    }

    /** Which order stops where. */
    static final class Plans {

        private final Path report;
        private final Map<String, Integer> writes = new ConcurrentHashMap<>();
        private final ThreadLocal<String> order = new ThreadLocal<>();

        Plans(Path report) {
            this.report = report;
        }

        private void take(ConfigurableApplicationContext product, String act, String id, int limit) {
            writes.put(act + " " + id, limit);
            InterruptedDatabase database = product.getBean(InterruptedDatabase.class);
            Runnable work =
                    switch (act) {
                        case "accept" ->
                            () -> product.getBean(SaleDesk.class).acceptQuote(id, Decision.By.CUSTOMER, null);
                        case "link" -> () -> product.getBean(PaymentDesk.class).linkForQuote(id);
                        case "hand" -> () -> product.getBean(PaymentDesk.class).record(byHand(id));
                        default -> () -> {};
                    };
            if (!act.equals("settle")) {
                Thread.ofPlatform().daemon().start(() -> follow(database, act + " " + id, limit, work));
            }
        }

        private List<Publication> follow(
                InterruptedDatabase database, String act, PaymentNotice notice, PaymentNotices handler) {
            String name = act + " " + notice.externalId();
            Integer limit = writes.get(name);
            if (limit == null) {
                return handler.settle(notice);
            }
            follow(database, name, limit, () -> handler.settle(notice));
            return List.of();
        }

        private void follow(InterruptedDatabase database, String name, int limit, Runnable work) {
            order.set(name);
            database.endingAfter(limit, work);
            order.remove();
            tell(name + " through");
        }

        private void stop() {
            tell(order.get() + " stopped");
            while (true) {
                LockSupport.park(this);
            }
        }

        private synchronized void tell(String line) {
            try {
                Files.writeString(report, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The customer of a quote over 100 pesos brings them in cash. */
    static PaymentDesk.ByHand byHand(String quoteId) {
        return new PaymentDesk.ByHand(
                "cash-" + quoteId, quoteId, null, PaymentMethod.CASH, new Money(10_000, "ARS"), null, null);
    }
}
