package ar.isac.crm.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.message.DeliveryStatus;
import ar.isac.crm.message.MessageChange;
import ar.isac.crm.message.MessageChange.Deletion;
import ar.isac.crm.message.MessageChange.Edit;
import ar.isac.crm.message.MessageChange.Reaction;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.MessageContent.MediaContent;
import ar.isac.crm.message.MessageContent.TextContent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RevisionsTests {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private record Step(Author by, MessageChange change, int second, String cause) {}

    @Test
    void changesInAnyOrderAndRepeatedComeToTheSame() {
        List<Step> steps = List.of(
                new Step(Author.CUSTOMER, new Edit(new TextContent("dos"), 0), 20, "e2"),
                new Step(Author.CUSTOMER, new Edit(new TextContent("uno"), 0), 10, "e1"),
                new Step(Author.CUSTOMER, new Reaction("❤️"), 11, "r1"),
                new Step(Author.CUSTOMER, new Reaction(null), 13, "r3"),
                new Step(Author.CUSTOMER, new Reaction("👍"), 12, "r2"),
                new Step(Author.ADVISOR, new Reaction("👋"), 30, "r4"));
        Random random = new Random(7);

        for (int run = 0; run < 200; run++) {
            List<Step> shuffled = new ArrayList<>(steps);
            shuffled.addAll(steps);
            Collections.shuffle(shuffled, random);
            Message message = after(text("cero"), shuffled);

            assertThat(message.content()).isEqualTo(new TextContent("dos"));
            assertThat(message.editedAt()).isEqualTo(NOON.plusSeconds(20));
            assertThat(message.revisions().versions())
                    .extracting(version -> version.content().plainText())
                    .containsExactly("cero", "uno", "dos");
            assertThat(visible(message)).containsExactly("👋");
        }
    }

    @Test
    void ofTwoReactionsWithinASecondTheOneThatCameLaterCountsAlsoWhenTheFirstComesAgain() {
        Step set = new Step(Author.CUSTOMER, new Reaction("❤️"), 1, "r1");
        Step taken = new Step(Author.CUSTOMER, new Reaction(null), 1, "r2");

        assertThat(visible(after(text("hola"), List.of(set, taken, set)))).isEmpty();
        assertThat(visible(after(text("hola"), List.of(taken, set, taken)))).containsExactly("❤️");
    }

    @Test
    void whereThePlatformCountsEditsTheCountDecides() {
        Step second = new Step(Author.CUSTOMER, new Edit(new TextContent("dos"), 2), 1, "e2");
        Step first = new Step(Author.CUSTOMER, new Edit(new TextContent("uno"), 1), 5, "e1");

        assertThat(after(text("cero"), List.of(second, first)).content()).isEqualTo(new TextContent("dos"));
    }

    @Test
    void whatIsTakenBackStaysBlankWhateverComesAfter() {
        Message message = after(
                text("secreto"),
                List.of(
                        new Step(Author.CUSTOMER, new Edit(new TextContent("otro secreto"), 0), 1, "e"),
                        new Step(Author.CUSTOMER, new Deletion(), 2, "d"),
                        new Step(Author.CUSTOMER, new Edit(new TextContent("tarde"), 0), 3, "e2"),
                        new Step(Author.CUSTOMER, new Reaction("👍"), 4, "r")));

        assertThat(message.isDeleted()).isTrue();
        assertThat(message.toString()).doesNotContain("secreto").doesNotContain("tarde");
        assertThat(visible(message)).isEmpty();
    }

    @Test
    void nobodyEditsOrTakesBackWhatTheOtherSideWrote() {
        Message message = after(
                text("hola"),
                List.of(
                        new Step(Author.ADVISOR, new Edit(new TextContent("chau"), 0), 1, "e"),
                        new Step(Author.ADVISOR, new Deletion(), 2, "d")));

        assertThat(message).isEqualTo(text("hola"));
    }

    @Test
    void anEditOfAMediumChangesItsWordsAndKeepsItsBytes() {
        MediaContent stored = medium("así").stored("abc", "image/jpeg");

        Message message = after(of(stored), List.of(new Step(Author.CUSTOMER, new Edit(medium("así no"), 0), 1, "e")));

        assertThat(message.content()).isEqualTo(stored.captioned("así no"));
    }

    @Test
    void ofManyEditsTheFirstWordsAndTheNewestAreKept() {
        List<Step> steps = new ArrayList<>();
        for (int n = 1; n <= 100; n++) {
            steps.add(new Step(Author.CUSTOMER, new Edit(new TextContent("n" + n), 0), n, "e" + n));
        }

        List<Revisions.MessageVersion> versions =
                after(text("cero"), steps).revisions().versions();

        assertThat(versions).hasSize(Revisions.MOST_VERSIONS);
        assertThat(versions.getFirst().content()).isEqualTo(new TextContent("cero"));
        assertThat(versions.getLast().content()).isEqualTo(new TextContent("n100"));
    }

    private static List<String> visible(Message message) {
        return message.revisions().reactions().stream()
                .filter(Revisions.GivenReaction::isVisible)
                .map(Revisions.GivenReaction::emoji)
                .toList();
    }

    private static Message after(Message message, List<Step> steps) {
        Message next = message;
        for (Step step : steps) {
            next = next.changed(step.by(), step.change(), NOON.plusSeconds(step.second()), step.cause());
        }
        return next;
    }

    private static MediaContent medium(String caption) {
        return new MediaContent(
                MediaContent.Kind.IMAGE,
                "image/jpeg",
                caption,
                null,
                MediaContent.State.PENDING,
                null,
                new MediaContent.Source("1", null, null));
    }

    private static Message text(String text) {
        return of(new TextContent(text));
    }

    private static Message of(MessageContent content) {
        return new Message(
                Message.id("c", 1),
                1L,
                "in/whatsapp:1/m",
                "m",
                Direction.INBOUND,
                Author.CUSTOMER,
                null,
                content,
                DeliveryStatus.RECEIVED,
                null,
                null,
                false,
                null,
                null,
                NOON,
                NOON);
    }
}
