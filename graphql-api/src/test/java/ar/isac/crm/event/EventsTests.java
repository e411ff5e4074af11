package ar.isac.crm.event;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.event.Events.News;
import ar.isac.crm.hub.EventLog.Numbered;
import ar.isac.crm.message.ConversationEvent;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.index.Index;
import reactor.core.publisher.BaseSubscriber;

class EventsTests {

    private static final int KEPT = 10;

    private final MongoServer server = new MongoServer(new MemoryBackend());
    private MongoClient client;
    private StoredEvents stored;
    private Events events;

    @BeforeEach
    void open() {
        server.bind(new InetSocketAddress("localhost", 0));
        client = MongoClients.create(
                "mongodb://localhost:" + server.getLocalAddress().getPort() + "/?retryWrites=false");
        MongoTemplate database = new MongoTemplate(client, "events");
        database.indexOps("events").createIndex(new Index("key", Sort.Direction.ASC).unique());
        stored = new StoredEvents(database, KEPT);
        events = new Events(stored);
    }

    @AfterEach
    void close() {
        events.stop();
        client.close();
        server.shutdownNow();
    }

    @Test
    void eventsAreNumberedFromOneWithoutAGapAndOnceForEachKey() {
        List<Numbered> first = stored.append(List.of(event(1), event(2)));
        List<Numbered> again = stored.append(List.of(event(2), event(3), event(3)));

        assertThat(first).extracting(Numbered::number).containsExactly(1L, 2L);
        assertThat(again).extracting(Numbered::number).containsExactly(2L, 3L);
    }

    @Test
    void anotherNodeThatNumbersDoesNotMakeAGap() {
        StoredEvents other = new StoredEvents(new MongoTemplate(client, "events"), KEPT);
        stored.append(List.of(event(1)));
        other.append(List.of(event(2)));

        assertThat(stored.append(List.of(event(3), event(4))))
                .extracting(Numbered::number)
                .containsExactly(3L, 4L);
    }

    @Test
    void onlyTheNewestAreKept() {
        IntStream.rangeClosed(1, 25).forEach(n -> stored.append(List.of(event(n))));

        assertThat(stored.range(1, 25))
                .extracting(Numbered::number)
                .isEqualTo(LongStream.rangeClosed(16, 25).boxed().toList());
    }

    @Test
    void aCursorOlderThanTheLogAsksToReadAnewOnceAndGoesOnFromThere() {
        IntStream.rangeClosed(1, 25).forEach(n -> stored.append(List.of(event(n))));

        BlockingQueue<News> news = follow(14);

        assertThat(next(news)).isEqualTo(new News.ResyncRequired(25));
        occur(26);
        assertThat(number(next(news))).isEqualTo(26);
    }

    @Test
    void theOldestCursorOfTheLogStillResumes() {
        IntStream.rangeClosed(1, 25).forEach(n -> stored.append(List.of(event(n))));

        BlockingQueue<News> news = follow(15);

        LongStream.rangeClosed(16, 25)
                .forEach(number -> assertThat(number(next(news))).isEqualTo(number));
    }

    @Test
    void aCursorAheadOfTheLogAsksToReadAnew() {
        stored.append(List.of(event(1)));

        BlockingQueue<News> news = follow(7);

        assertThat(next(news)).isEqualTo(new News.ResyncRequired(1));
        occur(2);
        assertThat(number(next(news))).isEqualTo(2);
    }

    @Test
    void aCursorThatAnotherNodeGaveOutBeforeThisOneHeardOfItIsFine() {
        occur(1);
        List<Numbered> ahead = stored.append(List.of(event(2), event(3)));

        BlockingQueue<News> news = follow(2);
        ahead.forEach(events::offer);

        assertThat(number(next(news))).isEqualTo(3);
    }

    @Test
    void whatTheTopicSkipsIsReadFromTheLog() {
        occur(1);
        BlockingQueue<News> news = follow(1);
        List<Numbered> three = stored.append(List.of(event(2), event(3), event(4)));

        events.offer(three.getLast());
        events.offer(three.getFirst());

        assertThat(List.of(number(next(news)), number(next(news)), number(next(news))))
                .containsExactly(2L, 3L, 4L);
    }

    @Test
    void aSubscriberThatTakesNothingHoldsNobodyUp() {
        events.follow(Optional.of(0L)).subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {
                // Asks for nothing, ever.
            }
        });
        BlockingQueue<News> lively = follow(0);

        IntStream.rangeClosed(1, 9).forEach(this::occur);

        LongStream.rangeClosed(1, 9)
                .forEach(number -> assertThat(number(next(lively))).isEqualTo(number));
    }

    private void occur(int n) {
        stored.append(List.of(event(n))).forEach(events::offer);
    }

    private BlockingQueue<News> follow(long after) {
        BlockingQueue<News> news = new LinkedBlockingQueue<>();
        events.follow(Optional.of(after)).subscribe(news::add);
        return news;
    }

    private static News next(BlockingQueue<News> news) {
        try {
            News next = news.poll(Duration.ofSeconds(20).toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                throw new AssertionError("No news");
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static long number(News news) {
        return switch (news) {
            case News.Occurred(Numbered event) -> event.number();
            case News.ResyncRequired ignored -> throw new AssertionError(news);
        };
    }

    private static ConversationEvent event(int n) {
        return new ConversationEvent(
                "cause " + n, ConversationEvent.Type.CONVERSATION_CHANGED, "conversation", null, Instant.EPOCH);
    }
}
