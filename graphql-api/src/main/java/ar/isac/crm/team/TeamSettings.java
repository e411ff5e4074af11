package ar.isac.crm.team;

import ar.isac.crm.shop.Rules;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the team's work is shared.
 *
 * @param presenceLease who has not been heard of for so long has gone
 * @param capacity how many open conversations an advisor may have before hand-overs wait in the queue instead
 * @param visibility which conversations an advisor sees
 * @param transferPatience how long a transfer waits for its receiver before it goes back to the queue
 */
@ConfigurationProperties("crm.team")
public record TeamSettings(
        @DefaultValue("PT75S") Duration presenceLease,
        @DefaultValue("20") int capacity,
        @DefaultValue("ALL") Visibility visibility,
        @DefaultValue("PT5M") Duration transferPatience)
        implements Rules {

    @Override
    public List<Rule> rules() {
        return List.of(
                new Rule("visibility", visibility.name(), "CRM_TEAM_VISIBILITY"),
                new Rule("conversations-per-advisor", Integer.toString(capacity), "CRM_TEAM_CAPACITY"),
                new Rule("transfer-patience", transferPatience.toString(), "CRM_TEAM_TRANSFER_PATIENCE"));
    }
}
