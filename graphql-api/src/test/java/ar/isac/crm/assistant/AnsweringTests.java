package ar.isac.crm.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ar.isac.crm.account.ChannelAccount.AssistantMode;
import ar.isac.crm.conversation.Control;
import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.CustomerSide;
import ar.isac.crm.conversation.Draft;
import ar.isac.crm.conversation.Escalation.Reason;
import ar.isac.crm.conversation.Priority;
import ar.isac.crm.conversation.ReplyEvidence;
import ar.isac.crm.conversation.ReplyEvidence.ProductReading;
import ar.isac.crm.conversation.ReplyKeys;
import ar.isac.crm.conversation.Silence;
import ar.isac.crm.conversation.Suggestion;
import ar.isac.crm.hub.ReplyRequest;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.MessageContent.InteractiveReplyContent;
import ar.isac.crm.message.MessageContent.ProductContent;
import ar.isac.crm.message.MessageContent.TextContent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class AnsweringTests {

    private static AnsweringShop shop;
    private static final ScriptedModel MODEL = new ScriptedModel();

    private CustomerSide customer;

    @BeforeAll
    static void openShop() {
        shop = new AnsweringShop(MODEL);
    }

    @AfterAll
    static void closeShop() throws IOException {
        shop.close();
    }

    @BeforeEach
    void newCustomer(TestInfo test) {
        MODEL.recovers();
        shop.answers(AssistantMode.AUTO);
        customer = shop.customer(test.getDisplayName());
    }

    private long writes(String text, String script) {
        MODEL.reads(text, script);
        return customer.sends(new TextContent(text));
    }

    private ReplyRequest request(long seq) {
        return new ReplyRequest(customer.conversation().id(), seq);
    }

    private void answer(long seq) {
        shop.understanding().analyse(request(seq));
        shop.deciding().decide(request(seq));
    }

    /** In words; the picture of what is spoken of comes behind them. */
    private List<String> said() {
        return customer.drafts().stream()
                .filter(draft -> !(draft.content() instanceof ProductContent))
                .map(Draft::content)
                .map(MessageContent::plainText)
                .toList();
    }

    @Test
    void anAnswerIsDraftedWithItsKeyEvidenceAndTheStateOfTheTalk() {
        long seq = writes("tenes airpods pro 2?", "STOCK_QUERY product=airpods pro 2");

        answer(seq);

        Conversation conversation = customer.conversation();
        assertThat(conversation.answeredSeq()).isEqualTo(seq);
        assertThat(conversation.awaitsAssistant()).isFalse();
        assertThat(customer.message(seq).analysis()).isNotNull();
        assertThat(DialogueState.parse(conversation.dialogue()).family()).isEqualTo("AirPods Pro 2");
        assertThat(customer.drafts()).first().satisfies(draft -> {
            assertThat(draft.key()).isEqualTo(ReplyKeys.of(conversation.id(), seq, 0));
            ReplyEvidence evidence = Objects.requireNonNull(draft.evidence());
            assertThat(evidence.intent()).isEqualTo("STOCK_QUERY");
            assertThat(evidence.products())
                    .containsExactly(new ProductReading("AIRPODS-PRO-2", "AirPods Pro 2", 38_900_000, "ARS", 7));
        });
    }

    @Test
    void aBurstIsAnsweredOnceByItsLastRequest() {
        long first = writes("hola", "GREETING");
        long last = writes("tenes airpods pro 2?", "STOCK_QUERY product=airpods pro 2");

        answer(first);
        assertThat(customer.drafts()).isEmpty();
        answer(last);

        assertThat(said()).singleElement().asString().contains("¡Hola!", "AirPods Pro 2 está disponible");
        assertThat(customer.conversation().answeredSeq()).isEqualTo(last);
    }

    @Test
    void aCustomerWhoNeverPausesIsAnsweredAllTheSame() {
        long first = writes("hola", "GREETING");
        shop.clock.passes(Duration.ofSeconds(6));
        long last = writes("tenes airpods pro 2?", "STOCK_QUERY product=airpods pro 2");

        answer(first);

        assertThat(customer.conversation().answeredSeq()).isEqualTo(last);
    }

    @Test
    void aRedeliveredRequestChangesNothing() {
        long seq = writes("hola", "GREETING");
        answer(seq);
        Conversation before = customer.conversation();

        answer(seq);
        shop.deciding().handOver(request(seq), new IllegalStateException());

        assertThat(customer.conversation()).isEqualTo(before);
    }

    @Test
    void aMessageThatCameAfterTheAnalysisIsLeftToItsOwnRequest() {
        long first = writes("hola", "GREETING");
        shop.understanding().analyse(request(first));
        long second = writes("tenes airpods pro 2?", "STOCK_QUERY product=airpods pro 2");

        shop.deciding().decide(request(first));

        assertThat(customer.drafts()).isEmpty();
        answer(second);
        assertThat(said()).hasSize(1);
    }

    @Test
    void aConversationThatAPersonHasIsNotTouched() {
        long seq = writes("hola", "GREETING");
        customer.isTakenByAPerson();

        answer(seq);
        shop.deciding().handOver(request(seq), new IllegalStateException());

        assertThat(customer.drafts()).isEmpty();
        assertThat(customer.conversation().control()).isEqualTo(Control.HUMAN);
    }

    @Test
    void whereTheAssistantIsOffTheCustomerWaitsForAPersonAndNobodyIsTold() {
        long seq = writes("hola", "GREETING");
        shop.answers(AssistantMode.OFF);

        answer(seq);

        assertThat(customer.drafts()).isEmpty();
        assertThat(customer.message(seq).analysis()).isNull();
        assertThat(customer.conversation().control()).isEqualTo(Control.WAITING);
        assertThat(customer.conversation().escalation()).isNull();
        assertThat(customer.conversation().awaitsAnswer()).isTrue();
        assertThat(customer.conversation().silence())
                .satisfies(silence -> assertThat(silence.reason()).isEqualTo(Silence.Reason.SWITCHED_OFF));
        shop.deciding().handOver(request(seq), new TimeoutException("20 s"));
        assertThat(customer.conversation().escalation()).isNull();
    }

    @Test
    void aSuggestionIsDecidedLikeAnAnswerAndNothingOfItHasHappened() {
        shop.answers(AssistantMode.SUGGEST);
        long seq = writes("tenes airpods pro 2?", "STOCK_QUERY product=airpods pro 2");

        answer(seq);
        answer(seq);

        Conversation conversation = customer.conversation();
        assertThat(customer.drafts()).isEmpty();
        assertThat(conversation.dialogue()).isNull();
        assertThat(conversation.answeredSeq()).isZero();
        assertThat(conversation.awaitsAssistant()).isFalse();
        assertThat(conversation.control()).isEqualTo(Control.ASSISTANT);
        Suggestion suggestion = Objects.requireNonNull(conversation.suggestion());
        assertThat(suggestion.upTo()).isEqualTo(seq);
        assertThat(suggestion.text()).contains("AirPods Pro 2 está disponible");
        assertThat(suggestion.drafts()).first().satisfies(draft -> {
            assertThat(draft.key()).isEqualTo(ReplyKeys.of(conversation.id(), seq, 0));
            assertThat(Objects.requireNonNull(draft.evidence()).products()).hasSize(1);
        });
        assertThat(DialogueState.parse(suggestion.dialogue()).family()).isEqualTo("AirPods Pro 2");
    }

    @Test
    void aNewerMessageTakesTheSuggestionAwayAndTheNextOneAnswersBoth() {
        shop.answers(AssistantMode.SUGGEST);
        answer(writes("hola", "GREETING"));
        long second = writes("tenes airpods pro 2?", "STOCK_QUERY product=airpods pro 2");
        assertThat(customer.conversation().suggestion()).isNull();

        answer(second);

        assertThat(customer.conversation().suggestion()).satisfies(suggestion -> {
            assertThat(suggestion.upTo()).isEqualTo(second);
            assertThat(suggestion.text()).contains("¡Hola!", "AirPods Pro 2 está disponible");
        });
    }

    @Test
    void aSuggestionThatNobodySentIsAnsweredAnewOnceTheAssistantAnswersByItself() {
        shop.answers(AssistantMode.SUGGEST);
        answer(writes("hola", "GREETING"));
        shop.answers(AssistantMode.AUTO);
        long second = writes("tenes airpods pro 2?", "STOCK_QUERY product=airpods pro 2");

        answer(second);

        assertThat(customer.conversation().suggestion()).isNull();
        assertThat(said()).singleElement().asString().contains("¡Hola!", "AirPods Pro 2 está disponible");
    }

    @Test
    void aHandOverIsSuggestedWithItsReasonAndHasNotHappened() {
        shop.answers(AssistantMode.SUGGEST);

        answer(writes("quiero hablar con alguien", "HUMAN_REQUEST"));

        assertThat(customer.conversation().control()).isEqualTo(Control.ASSISTANT);
        assertThat(customer.conversation().escalation()).isNull();
        assertThat(Objects.requireNonNull(customer.conversation().suggestion()).handOver())
                .satisfies(handOver -> assertThat(handOver.why().reason()).isEqualTo(Reason.ASKED_FOR_PERSON));
    }

    @Test
    void aFailingModelSuggestsAHandOverToo() {
        shop.answers(AssistantMode.SUGGEST);
        long seq = writes("hola", "GREETING");

        shop.deciding().handOver(request(seq), new IllegalStateException("broken"));

        assertThat(customer.conversation().control()).isEqualTo(Control.ASSISTANT);
        assertThat(Objects.requireNonNull(customer.conversation().suggestion()).handOver())
                .satisfies(handOver -> assertThat(handOver.why().reason()).isEqualTo(Reason.ASSISTANT_FAILURE));
    }

    @Test
    void whatWaitsOnlyBecauseTheAssistantWasOffIsItsOwnAgainOnceItIsOn() {
        answerInMode(AssistantMode.OFF, writes("hola", "GREETING"));
        assertThat(customer.conversation().control()).isEqualTo(Control.WAITING);
        long second = writes("tenes airpods pro 2?", "STOCK_QUERY product=airpods pro 2");
        customer.isUnder(AssistantMode.AUTO);

        answerInMode(AssistantMode.AUTO, second);

        assertThat(said()).singleElement().asString().contains("¡Hola!", "AirPods Pro 2 está disponible");
        assertThat(customer.conversation().silence()).isNull();
    }

    private void answerInMode(AssistantMode mode, long seq) {
        shop.answers(mode);
        answer(seq);
    }

    @Test
    void aHandOverAndItsWordsAreOneUpdateAndTheAssistantStaysOut() {
        long seq = writes("quiero hablar con alguien", "HUMAN_REQUEST");
        answer(seq);

        assertThat(customer.conversation().control()).isEqualTo(Control.WAITING);
        assertThat(customer.conversation().escalation())
                .satisfies(why -> assertThat(why.reason()).isEqualTo(Reason.ASKED_FOR_PERSON));
        long next = writes("hola?", "GREETING");
        answer(next);
        assertThat(said()).hasSize(1);
    }

    @Test
    void aModelThatThrowsHandsOverAndTheCustomerIsTold() {
        long seq = writes("hola", "GREETING");
        MODEL.breaks();

        assertThatExceptionOfType(ModelFailure.class)
                .isThrownBy(() -> shop.understanding().analyse(request(seq)))
                .satisfies(failure -> shop.deciding().handOver(request(seq), failure));

        assertThat(customer.conversation().control()).isEqualTo(Control.WAITING);
        assertThat(customer.conversation().priority()).isEqualTo(Priority.HIGH);
        assertThat(customer.conversation().escalation())
                .satisfies(why -> assertThat(why.reason()).isEqualTo(Reason.ASSISTANT_FAILURE));
        assertThat(said()).singleElement().asString().contains("asesor");
    }

    @Test
    void aTimeOutIsHandedOverAsOne() {
        long seq = writes("hola", "GREETING");

        shop.deciding().handOver(request(seq), new TimeoutException("20 s"));

        assertThat(customer.conversation().escalation())
                .satisfies(why -> assertThat(why.reason()).isEqualTo(Reason.ASSISTANT_TIMEOUT));
    }

    @Test
    void aButtonNeedsNoModel() {
        MODEL.breaks();
        long seq = customer.sends(new InteractiveReplyContent("categories:0", "Ver productos", null));

        answer(seq);

        assertThat(said()).singleElement().asString().contains("Estas son nuestras categorías");
    }

    @Test
    void hugeAndOddTextsAreAnsweredLikeAnyOther() {
        for (String text :
                List.of("a ".repeat(2048), "\u0000\u0001\u001b[31m\u202e\ufeff", "😀".repeat(2048), "{{{}}}${}%")) {
            long seq = writes(text, "OTHER");
            shop.understanding().analyse(request(seq));
            shop.deciding().decide(request(seq));
            assertThat(customer.conversation().answeredSeq()).isPositive();
        }
        assertThat(said())
                .hasSizeGreaterThan(0)
                .allSatisfy(text -> assertThat(text).doesNotContain("😀", "{", "\u001b"));
    }
}
