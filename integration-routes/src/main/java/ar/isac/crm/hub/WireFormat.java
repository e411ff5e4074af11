package ar.isac.crm.hub;

import ar.isac.crm.message.ConversationEvent;
import ar.isac.crm.message.InboundUpdate;
import ar.isac.crm.message.ParkedLetter;
import ar.isac.crm.message.PassingEvent;
import ar.isac.crm.message.Signal;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** JSON is what stands on the queues, so that a person can read a parked letter and mend it. */
@Component
public class WireFormat {

    private final JsonMapper json = JsonMapper.builder().build();

    public String write(Object body) {
        return json.writeValueAsString(body);
    }

    public InboundUpdate readUpdate(String body) {
        return json.readValue(body, InboundUpdate.class);
    }

    public ReplyRequest readReplyRequest(String body) {
        return json.readValue(body, ReplyRequest.class);
    }

    public Nudge readNudge(String body) {
        return json.readValue(body, Nudge.class);
    }

    Signal readSignal(String body) {
        return json.readValue(body, Signal.class);
    }

    public MediaRequest readMediaRequest(String body) {
        return json.readValue(body, MediaRequest.class);
    }

    public PaymentNotice readPaymentNotice(String body) {
        return json.readValue(body, PaymentNotice.class);
    }

    OutgoingWebhooks.Attempt readWebhookAttempt(String body) {
        return json.readValue(body, OutgoingWebhooks.Attempt.class);
    }

    public ParkedLetter readLetter(String body) {
        return json.readValue(body, ParkedLetter.class);
    }

    ConversationEvent readEvent(String body) {
        return json.readValue(body, ConversationEvent.class);
    }

    PassingEvent readPassing(String body) {
        return json.readValue(body, PassingEvent.class);
    }

    EventLog.Numbered readNumbered(String body) {
        return json.readValue(body, EventLog.Numbered.class);
    }
}
