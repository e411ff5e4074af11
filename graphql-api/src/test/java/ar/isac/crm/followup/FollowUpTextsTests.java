package ar.isac.crm.followup;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.conversation.Escalation;
import ar.isac.crm.shop.ShopSettings;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FollowUpTextsTests {

    private final FollowUpTexts texts = new FollowUpTexts(new ShopSettings(
            ZoneId.of("America/Argentina/Buenos_Aires"),
            Locale.forLanguageTag("es-AR"),
            Currency.getInstance("ARS"),
            "AR",
            false,
            Path.of(".")));

    @ParameterizedTest
    @EnumSource
    void everyReasonToCallAPersonHasItsWords(Escalation.Reason reason) {
        assertThat(texts.handedOver(reason)).isNotBlank();
    }
}
