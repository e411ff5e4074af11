package ar.isac.crm.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LexiconTests {

    @Test
    void aWordIsOfEveryClassWhoseLineNamesIt() throws IOException {
        Lexicon lexicon = lexicon("""
                # what a line begins with is no word
                goods food: torta
                gift: torta vino
                """);

        assertThat(classes(lexicon, "una torta y un vino"))
                .containsExactly(List.of(), List.of("goods", "food", "gift"), List.of(), List.of(), List.of("gift"));
    }

    @Test
    void aPluralAndADiminutiveAreTheWord() throws IOException {
        assertThat(classes(lexicon("goods: torta"), "tortas tortitas")).containsOnly(List.of("goods"));
    }

    @Test
    void everyFormOfAVerbIsKnownByItsBeginning() throws IOException {
        Lexicon lexicon = lexicon("acquire: adquir* compr*\nbuy: compro");

        assertThat(classes(lexicon, "adquirirlo compramos compro"))
                .containsExactly(List.of("acquire"), List.of("acquire"), List.of("buy", "acquire"));
    }

    @Test
    void aThingThatBeginsLikeAVerbIsNoVerb() throws IOException {
        assertThat(classes(lexicon("goods: tenis\nown: ten*"), "tenis tenemos"))
                .containsExactly(List.of("goods"), List.of("own"));
    }

    @Test
    void theLexiconOfTheProgramNamesManyGoods() {
        assertThat(Lexicon.load().goods())
                .hasSizeGreaterThan(2_000)
                .contains("heladera", "aire acondicionado", "pastillas de freno")
                .isSorted();
    }

    private static Lexicon lexicon(String lines) throws IOException {
        return Lexicon.read(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<List<String>> classes(Lexicon lexicon, String text) {
        return lexicon.classesOf(Tokenizer.tokenize(text));
    }
}
