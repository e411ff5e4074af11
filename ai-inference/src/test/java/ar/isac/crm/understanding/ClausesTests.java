package ar.isac.crm.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClausesTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tenés botas? hacen envíos",
                "tenés botas\nhacen envíos?",
                "tenés botas; hacen envíos",
                "tenés botas - hacen envíos",
                "tenés botas / hacen envíos",
                "¿Tenés botas? ¿Hacen envíos?"
            })
    void aNewThoughtBeginsAtASign(String text) {
        assertThat(clauses(text)).hasSize(2);
        assertThat(clauses(text).getFirst())
                .containsSubsequence("tenes", "botas")
                .doesNotContain("envios");
    }

    @Test
    void anAndPartsTwoThoughtsAndNotTwoThings() {
        assertThat(clauses("hacen envios y que tarjetas aceptan")).hasSize(2);
        assertThat(clauses("ropa y zapatos")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hola", "de 9-18", "1/2 kilo", "y y y", "???"})
    void oneThoughtHasNoClauses(String text) {
        assertThat(clauses(text)).isEmpty();
        assertThat(Clauses.numbers(Tokenizer.tokenize(text))).containsOnly(0);
    }

    @Test
    void everyTokenKnowsItsClause() {
        assertThat(Clauses.numbers(Tokenizer.tokenize("tenés botas? hacen envíos a Salta? gracias")))
                .containsExactly(1, 1, 1, 2, 2, 2, 2, 2, 3);
    }

    private static List<List<String>> clauses(String text) {
        return Clauses.of(Tokenizer.tokenize(text)).stream()
                .map(clause -> clause.stream().map(Token::text).toList())
                .toList();
    }
}
