package ar.isac.crm.followup;

import ar.isac.crm.conversation.Escalation;
import ar.isac.crm.shop.ShopSettings;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.ResourceBundle;
import org.springframework.stereotype.Component;

/** What the thread says about follow-ups, to the shop alone. */
@Component
class FollowUpTexts {

    private final ResourceBundle messages;
    private final DateTimeFormatter moment;

    FollowUpTexts(ShopSettings shop) {
        Locale locale = shop.locale();
        this.messages = ResourceBundle.getBundle("messages.followup", locale);
        this.moment = DateTimeFormatter.ofPattern(messages.getString("moment"), locale)
                .withZone(shop.timeZone());
    }

    String handedOver(Escalation.Reason reason) {
        return messages.getString("handedOver." + reason);
    }

    String scheduled(FollowUp followUp) {
        String key = followUp.message() == null ? "scheduled.task" : "scheduled.message";
        return messages.getString(key)
                .replace("{when}", moment.format(followUp.dueAt()))
                .replace("{note}", followUp.note());
    }
}
