package ar.isac.crm.account;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.account.ChannelNotices.ChannelEvent;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.message.InboundUpdate.InboundNotice;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

class ChannelNoticesTests {

    private MongoServer server;
    private MongoClient client;
    private MongoTemplate database;
    private final List<Object> published = new ArrayList<>();

    @BeforeEach
    void open() {
        server = new MongoServer(new MemoryBackend());
        client = MongoClients.create(
                server.bindAndGetConnectionString().replace("mongodb://0:0:0:0:0:0:0:0", "mongodb://localhost")
                        + "/?retryWrites=false");
        database = new MongoTemplate(client, "crm");
        database.getCollection("channelEvents").createIndex(Indexes.ascending("key"), new IndexOptions().unique(true));
    }

    @AfterEach
    void close() {
        client.close();
        server.shutdownNow();
    }

    @Test
    void theLastThousandAreKeptByHoweverManyNodesAndEachOnce() {
        ChannelNotices here = node();
        ChannelNotices there = node();
        for (int n = 1; n <= ChannelNotices.MOST + 30; n++) {
            (n % 3 == 0 ? there : here).keep(notice(n));
            (n % 5 == 0 ? there : here).keep(notice(n));
        }

        assertThat(database.count(new org.springframework.data.mongodb.core.query.Query(), ChannelEvent.class))
                .isEqualTo(ChannelNotices.MOST);
        assertThat(published).hasSize(ChannelNotices.MOST + 30);
        Page<ChannelEvent> newest = there.newest(2, null);
        assertThat(newest.nodes()).extracting(ChannelEvent::key).containsExactly(key(1_030), key(1_029));
        Page<ChannelEvent> oldest = here.newest(100, Long.toString(ChannelNotices.MOST + 30 - 950));
        assertThat(oldest.nodes()).extracting(ChannelEvent::key).hasSize(49).endsWith(key(31));
        assertThat(oldest.pageInfo().isHasNextPage()).isFalse();
    }

    private ChannelNotices node() {
        return new ChannelNotices(database, published::add, Clock.systemUTC());
    }

    private static InboundNotice notice(int n) {
        return new InboundNotice(
                new AccountRef(ChannelType.WHATSAPP, "1"), "n" + n, "account_update", "x".repeat(n), null);
    }

    private static String key(int n) {
        return "whatsapp:1/n" + n;
    }
}
