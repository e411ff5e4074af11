package ar.isac.crm.followup;

import ar.isac.crm.conversation.Escalation;
import ar.isac.crm.phrase.Phrases;
import ar.isac.crm.shop.ShopSettings;
import java.time.format.DateTimeFormatter;
import org.springframework.stereotype.Component;

/** What the thread says about follow-ups, to the shop alone. */
@Component
class FollowUpTexts {

    private final Phrases phrases;
    private final DateTimeFormatter moment;

    FollowUpTexts(ShopSettings shop) {
        this.phrases = Phrases.of("followup", shop);
        this.moment = DateTimeFormatter.ofPattern(phrases.say("moment"), shop.locale())
                .withZone(shop.timeZone());
    }

    String handedOver(Escalation.Reason reason) {
        return phrases.say("handedOver." + reason);
    }

    String scheduled(FollowUp followUp) {
        String key = followUp.contents().isEmpty() ? "scheduled.task" : "scheduled.message";
        return phrases.say(key, "when", moment.format(followUp.dueAt()), "note", followUp.note());
    }

    /** What a message says that is files alone. */
    String attached(int files) {
        return phrases.say("scheduled.files", "count", Integer.toString(files));
    }

    String completed(String who, FollowUp followUp) {
        return phrases.say("completed", "who", who, "note", followUp.note());
    }

    String cancelled(String who, FollowUp followUp) {
        return phrases.say("cancelled", "who", who, "note", followUp.note());
    }
}
