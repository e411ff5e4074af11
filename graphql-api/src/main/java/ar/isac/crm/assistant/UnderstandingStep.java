package ar.isac.crm.assistant;

import ar.isac.crm.account.AssistantModes;
import ar.isac.crm.account.ChannelAccount.AssistantMode;
import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Conversations;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.conversation.Messages;
import ar.isac.crm.hub.IntentAnalysis;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.hub.ReplyRequest;
import ar.isac.crm.message.ConversationEvent;
import ar.isac.crm.understanding.IntentModel;
import ar.isac.crm.understanding.MessageAnalysis;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** First step of an answer: the model reads what waits. */
@Component
class UnderstandingStep implements IntentAnalysis {

    private final Conversations conversations;
    private final Messages messages;
    private final Turns turns;
    private final AssistantModes modes;
    private final GuardedModel model;
    private final Clock clock;

    UnderstandingStep(
            Conversations conversations,
            Messages messages,
            Turns turns,
            AssistantModes modes,
            IntentModel model,
            SoldHere sold,
            Clock clock) {
        this.conversations = conversations;
        this.messages = messages;
        this.turns = turns;
        this.modes = modes;
        this.model = new GuardedModel(model, sold::terms);
        this.clock = clock;
    }

    @Override
    public List<Publication> analyse(ReplyRequest request) {
        Conversation conversation = conversations.find(request.conversationId()).orElse(null);
        if (conversation == null
                || !turns.isDue(conversation, request)
                || modes.now(conversation.accountId()) == AssistantMode.OFF) {
            return List.of();
        }
        List<Message> written = turns.waiting(conversation).stream()
                .filter(message -> Turns.words(message) != null)
                .toList();
        analyse(written.stream().filter(message -> message.analysis() == null).toList());
        // Those of an earlier attempt too: their events may not have been published.
        return written.stream().map(this::analysed).toList();
    }

    private void analyse(List<Message> unread) {
        List<String> texts = new ArrayList<>();
        unread.forEach(message -> texts.add(Objects.requireNonNull(Turns.words(message))));
        List<MessageAnalysis> analyses = texts.isEmpty() ? List.of() : model.analyse(texts);
        for (int i = 0; i < unread.size(); i++) {
            MessageAnalysis analysis = analyses.get(i);
            messages.update(unread.get(i).id(), message -> message.analysed(analysis));
        }
    }

    private Publication analysed(Message message) {
        return Publication.of(new ConversationEvent(
                "changed/" + message.id() + "/analysed",
                ConversationEvent.Type.MESSAGE_CHANGED,
                message.conversationId(),
                message.seq(),
                clock.instant()));
    }
}
