package ar.isac.crm.assistant;

import ar.isac.crm.account.AccountParts;
import ar.isac.crm.account.AssistantModes;
import ar.isac.crm.account.ChannelAccount;
import ar.isac.crm.account.ChannelAccount.AssistantMode;
import ar.isac.crm.catalog.ImportedCatalog;
import ar.isac.crm.conversation.AnsweringSettings;
import ar.isac.crm.conversation.Conversations;
import ar.isac.crm.conversation.CustomerSide;
import ar.isac.crm.conversation.Messages;
import ar.isac.crm.customer.Customers;
import ar.isac.crm.customer.QuietCustomers;
import ar.isac.crm.database.Vault;
import ar.isac.crm.database.Vaults;
import ar.isac.crm.knowledge.DemoKnowledge;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.money.MoneyFormat;
import ar.isac.crm.pending.Alarms;
import ar.isac.crm.person.Forgotten;
import ar.isac.crm.security.Advisors;
import ar.isac.crm.shop.ShopSettings;
import ar.isac.crm.team.Presences;
import ar.isac.crm.understanding.IntentModel;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Locale;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;
import org.springframework.data.mongodb.core.convert.MappingMongoConverter;
import org.springframework.data.mongodb.core.convert.NoOpDbRefResolver;
import org.springframework.data.mongodb.core.mapping.MongoMappingContext;

/** The demo shop with its conversations on an embedded database, answered by the assistant's own steps. */
final class AnsweringShop implements AutoCloseable {

    private static final String ACCOUNT = "WHATSAPP:1";

    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final MongoClient client = MongoClients.create(
            server.bindAndGetConnectionString().replace("mongodb://0:0:0:0:0:0:0:0", "mongodb://localhost")
                    + "/?retryWrites=false");
    private final ImportedCatalog catalog = ImportedCatalog.of("mongo-init/demo/products.csv");
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final MongoTemplate database;
    final MovedClock clock = new MovedClock();

    AnsweringShop(IntentModel model) {
        this.database = database();
        ShopSettings settings = new ShopSettings(
                ZoneId.of("America/Argentina/Buenos_Aires"),
                Locale.of("es", "AR"),
                Currency.getInstance("ARS"),
                "AR",
                true,
                Path.of("no such folder"));
        context.registerBean(MongoTemplate.class, () -> database);
        context.registerBean(Clock.class, () -> clock);
        context.registerBean(ShopSettings.class, () -> settings);
        context.registerBean(MoneyFormat.class, () -> new MoneyFormat(settings.locale()));
        context.registerBean(
                AnsweringSettings.class, () -> new AnsweringSettings(Duration.ofSeconds(1), Duration.ofHours(12)));
        context.registerBean(DemoKnowledge.class);
        context.registerBean(IntentModel.class, () -> model);
        context.registerBean("catalogSearch", ar.isac.crm.catalog.CatalogSearch.class, catalog::search);
        context.registerBean("catalogNames", ar.isac.crm.catalog.CatalogNames.class, catalog::names);
        context.registerBean("attributeResolver", ar.isac.crm.catalog.AttributeResolver.class, catalog::attributes);
        context.registerBean("products", ar.isac.crm.catalog.Products.class, catalog::products);
        context.registerBean(
                "customers",
                Customers.class,
                () -> QuietCustomers.in(database, context.getBean(Forgotten.class), context, clock));
        context.registerBean(Vault.class, () -> Vaults.withKey("a key for tests alone"));
        context.register(AccountParts.parts());
        context.register(
                Forgotten.class,
                AssistantModes.class,
                Messages.class,
                AssistantConfiguration.class,
                Turns.class,
                SoldHere.class,
                UnderstandingStep.class,
                ar.isac.crm.catalog.LostDemand.class,
                Answers.class,
                Learning.class,
                DecidingStep.class,
                DryRun.class);
        context.register(CustomerSide.parts());
        context.register(Alarms.class, Presences.class, Advisors.class);
        context.refresh();
        answers(AssistantMode.AUTO);
    }

    private MongoTemplate database() {
        SimpleMongoClientDatabaseFactory factory = new SimpleMongoClientDatabaseFactory(client, "crm");
        MongoMappingContext mapping = new MongoMappingContext();
        mapping.setSimpleTypeHolder(CustomerSide.conversions().getSimpleTypeHolder());
        mapping.afterPropertiesSet();
        MappingMongoConverter converter = new MappingMongoConverter(NoOpDbRefResolver.INSTANCE, mapping);
        converter.setCustomConversions(CustomerSide.conversions());
        converter.afterPropertiesSet();
        return new MongoTemplate(factory, converter);
    }

    /** Sets what the assistant does on the account. */
    void answers(AssistantMode mode) {
        ChannelAccount known = database.findById(ACCOUNT, ChannelAccount.class);
        database.save(new ChannelAccount(
                ACCOUNT,
                known == null ? null : known.version(),
                ChannelType.WHATSAPP,
                "whatsapp",
                "WhatsApp",
                mode,
                null,
                null));
    }

    CustomerSide customer(String id) {
        return new CustomerSide(
                context.getBean(Conversations.class), context.getBean(Messages.class), clock, ACCOUNT, id);
    }

    UnderstandingStep understanding() {
        return context.getBean(UnderstandingStep.class);
    }

    DryRun dryRun() {
        return context.getBean(DryRun.class);
    }

    DecidingStep deciding() {
        return context.getBean(DecidingStep.class);
    }

    /** A clock that a test puts forward. */
    static final class MovedClock extends Clock {

        private volatile Instant now = Instant.parse("2026-11-18T18:00:00Z");

        void passes(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Override
    public void close() throws IOException {
        context.close();
        catalog.close();
        client.close();
        server.shutdownNow();
    }
}
