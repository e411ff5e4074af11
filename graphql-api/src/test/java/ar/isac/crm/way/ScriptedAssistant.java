package ar.isac.crm.way;

import ar.isac.crm.conversation.Author;
import ar.isac.crm.conversation.Conversations;
import ar.isac.crm.conversation.Draft;
import ar.isac.crm.conversation.ReplyKeys;
import ar.isac.crm.hub.AssistantDecision;
import ar.isac.crm.hub.IntentAnalysis;
import ar.isac.crm.hub.ReplyRequest;
import ar.isac.crm.message.MessageContent.TextContent;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * An assistant that repeats the number of what it answers, for tests of the way itself. Not annotated, so that only those who
 * ask for it get it.
 */
public class ScriptedAssistant {

    @Bean
    @Primary
    IntentAnalysis scriptedAnalysis() {
        return request -> List.of();
    }

    @Bean
    @Primary
    AssistantDecision scriptedDecision(Conversations conversations) {
        return new AssistantDecision() {
            @Override
            public void decide(ReplyRequest request) {
                conversations.update(request.conversationId(), conversation -> {
                    if (!conversation.awaitsAssistant() || request.seq() != conversation.pendingSeq()) {
                        return conversation;
                    }
                    long seq = conversation.pendingSeq();
                    Draft echo = new Draft(
                            ReplyKeys.of(conversation.id(), seq, 0),
                            Author.ASSISTANT,
                            null,
                            new TextContent("re " + seq),
                            null,
                            null);
                    return conversation.answered(seq, List.of(echo), null);
                });
            }

            @Override
            public void handOver(ReplyRequest request, Exception failure) {
                throw new IllegalStateException("The scripted assistant never fails", failure);
            }
        };
    }
}
