package ar.isac.crm.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TitlesTests {

    private static final int BUTTON = 20;

    private static final int ROW = 24;

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

    @Test
    void titlesThatBeginAndEndAlikeAreCutWordByWord() {
        assertThat(TextParts.titles(
                        List.of(
                                "Funda silicona iPhone 15 Pro",
                                "Funda silicona iPhone 15 Pro Max",
                                "Funda transparente iPhone 15 Pro",
                                "Funda transparente Samsung Galaxy S24"),
                        BUTTON))
                .containsExactly(
                        "Fu. sil. iPh. 15 Pro", "Funda… 15 Pro Max", "Fu. tra. iPh. 15 Pro", "Funda… Galaxy S24");
    }

    @Test
    void titlesThatNothingElseTellsApartAreNumbered() {
        assertThat(TextParts.titles(
                        List.of(
                                "Tornillo-autoperforante-06-cabeza-tanque-zincado",
                                "Tornillo-autoperforante-08-cabeza-tanque-zincado",
                                "Clavo"),
                        BUTTON))
                .containsExactly("1. Tornillo-autoper…", "2. Tornillo-autoper…", "Clavo");
    }

    @Test
    void whereverAWordEndsNoTitleIsLongerThanAllowed() {
        for (int letters = 1; letters < 40; letters++) {
            String model = "Auriculares JBL " + "x".repeat(letters) + " 520BT ";
            for (int limit : new int[] {BUTTON, ROW}) {
                assertThat(TextParts.titles(List.of(model + "Blanco", model + "Negro"), limit))
                        .doesNotHaveDuplicates()
                        .allMatch(title -> title.length() <= limit);
            }
        }
    }
}
