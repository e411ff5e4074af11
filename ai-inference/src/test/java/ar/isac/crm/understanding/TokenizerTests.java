package ar.isac.crm.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TokenizerTests {

    @Test
    void writesLikeEverybodyNoMatterTheCaseAccentsOrLength() {
        assertThat(words("HOLAAA CUÁNTO sale?")).isEqualTo(words("hola cuanto sale?"));
        assertThat(words("graciasss daleee")).containsExactly("gracias", "dale");
        assertThat(words("jajajjajaa")).containsExactly("jaja");
    }

    @Test
    void writesAbbreviationsOut() {
        assertThat(words("xq tmb q dnd")).containsExactly("porque", "tambien", "que", "donde");
    }

    @Test
    void keepsTheTildeThatTellsWordsApart() {
        assertThat(words("año ano mañana")).containsExactly("año", "ano", "mañana");
    }

    @Test
    void keepsAmountsAndModelsWhole() {
        assertThat(words("$1.500,50 el A15 de 256gb")).containsExactly("$", "1.500,50", "el", "a15", "de", "256gb");
    }

    @Test
    void hearsADashOnlyBetweenTwoThoughts() {
        assertThat(words("tenés botas - hacen envíos?")).contains("-");
        assertThat(words("de 9-18, s-21 -ponele")).doesNotContain("-");
    }

    @Test
    void pointsBackIntoTheOriginalText() {
        String text = "👋 ¡Hola!\ntenés  Coca 1,5?";

        for (Token token : Tokenizer.tokenize(text)) {
            assertThat(token.end()).isGreaterThan(token.start()).isLessThanOrEqualTo(text.length());
        }
        Token coca = Tokenizer.tokenize(text).stream()
                .filter(token -> token.text().equals("coca"))
                .findFirst()
                .orElseThrow();
        assertThat(text.substring(coca.start(), coca.end())).isEqualTo("Coca");
    }

    private static List<String> words(String text) {
        return Tokenizer.tokenize(text).stream().map(Token::text).toList();
    }
}
