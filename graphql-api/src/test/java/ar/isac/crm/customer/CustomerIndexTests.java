package ar.isac.crm.customer;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.database.DatabaseCapabilities;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.message.Handle;
import ar.isac.crm.message.Sender;
import ar.isac.crm.person.Tombstones;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

class CustomerIndexTests {

    private MongoServer server;
    private MongoClient client;
    private CustomerIndex here;
    private Customers elsewhere;

    @BeforeEach
    void startTwoNodesOnOneDatabase() {
        server = new MongoServer(new MemoryBackend());
        client = MongoClients.create(
                server.bindAndGetConnectionString().replace("mongodb://0:0:0:0:0:0:0:0", "mongodb://localhost")
                        + "/?retryWrites=false");
        MongoTemplate database = new MongoTemplate(client, "crm");
        Clock clock = Clock.systemUTC();
        here = new CustomerIndex(
                new Customers(database, Tombstones.in(database), event -> {}, (news, change) -> change.run(), clock),
                new DatabaseCapabilities(false),
                clock);
        here.afterSingletonsInstantiated();
        elsewhere =
                new Customers(database, Tombstones.in(database), event -> {}, (news, change) -> change.run(), clock);
    }

    @AfterEach
    void stop() throws IOException {
        here.close();
        client.close();
        server.shutdownNow();
    }

    @Test
    void whatAnotherNodeStoresIsListedHereAfterTheNextCatchUp() {
        Customer marta = elsewhere.recognise(
                new AccountRef(ChannelType.WHATSAPP, "1"),
                new Sender(List.of(new Handle(Handle.Kind.WA_ID, "5491155570001")), "Marta"),
                Instant.now());
        assertThat(found("marta")).isEmpty();

        here.catchUp();
        assertThat(found("marta")).containsExactly(marta.id());

        elsewhere.learn(marta.id(), "m1", "me llamo Zulema Quiroga", marta.createdAt());
        here.catchUp();
        assertThat(found("quiroga")).containsExactly(marta.id());
    }

    private List<String> found(String search) {
        return here.page(new CustomerIndex.Filter(search, null, null), 10, null).nodes().stream()
                .map(Customer::id)
                .toList();
    }
}
