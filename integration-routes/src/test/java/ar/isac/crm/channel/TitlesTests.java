package ar.isac.crm.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TitlesTests {

    private static final int BUTTON = 20;

    @Test
    void whatFitsStaysAndWhatIsTooLongLosesItsEnd() {
        assertThat(TextParts.titles(List.of("Ver productos", "Auriculares JBL Tune 520BT"), BUTTON))
                .containsExactly("Ver productos", "Auriculares JBL Tun…");
    }

    @Test
    void titlesThatBeginAlikeKeepWhatTellsThemApart() {
        List<String> shown = TextParts.titles(
                List.of(
                        "Funda silicona iPhone 15 Negro",
                        "Funda silicona iPhone 15 Pro Azul",
                        "Funda silicona iPhone 15 Pro Max Azul"),
                BUTTON);

        assertThat(shown).containsExactly("Funda… 15 Negro", "Funda… 15 Pro Azul", "Funda… Pro Max Azul");
        assertThat(shown).allMatch(title -> title.length() <= BUTTON);
    }
}
