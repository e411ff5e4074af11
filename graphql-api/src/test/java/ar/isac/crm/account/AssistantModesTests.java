package ar.isac.crm.account;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.account.ChannelAccount.AssistantMode;
import ar.isac.crm.message.ChannelType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AssistantModesTests {

    @Test
    void theModeForClosedHoursCountsWhileTheShopIsClosedAndOnlyThen() {
        ChannelAccount account = account(AssistantMode.SUGGEST, AssistantMode.AUTO);

        assertThat(account.modeWhile(true)).isEqualTo(AssistantMode.AUTO);
        assertThat(account.modeWhile(false)).isEqualTo(AssistantMode.SUGGEST);
    }

    @Test
    void withoutSuchAModeTheHoursMakeNoDifference() {
        ChannelAccount account = account(AssistantMode.OFF, null);

        assertThat(account.modeWhile(true)).isEqualTo(AssistantMode.OFF);
        assertThat(account.answeredBy(AssistantMode.AUTO, AssistantMode.OFF).modeWhile(true))
                .isEqualTo(AssistantMode.OFF);
    }

    private static ChannelAccount account(AssistantMode mode, @Nullable AssistantMode outsideHours) {
        return new ChannelAccount(
                "whatsapp:1", null, ChannelType.WHATSAPP, "whatsapp", "WhatsApp", mode, outsideHours, null);
    }
}
