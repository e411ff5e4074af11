package ar.isac.crm.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShopTermsTests {

    private final ShopTerms terms = ShopTerms.of(
            List.of("Zapatillas Nike Air Max 90", "Lápiz negro para dibujo", "Cargador USB-C de 20W"),
            List.of("Royal Canin"),
            List.of("Naranja X"),
            List.of("Mercado Pago"),
            List.of("Vía Cargo"));

    @Test
    void wordsOfProductNamesAreSoldInAnyNumberAndSize() {
        assertThat(classes("quiero una zapatilla")).containsExactly(List.of(), List.of(), List.of("sold"));
        assertThat(classes("cargadorcitos LAPICES")).last().isEqualTo(List.of("sold"));
        assertThat(classes("de 20w")).containsExactly(List.of(), List.of("sold"));
    }

    @Test
    void wordsThatNameNoProductAreNotSold() {
        assertThat(classes("para el negro de 90"))
                .allSatisfy(each -> assertThat(each).isEmpty());
    }

    @Test
    void wordsAreJoinedAsTheyStandInAName() {
        assertThat(joined(terms, "nike air")).isTrue();
        assertThat(joined(terms, "Máx 90")).isTrue();
        assertThat(joined(terms, "cargadores usb")).isTrue();
        assertThat(joined(terms, "air nike")).isFalse();
        assertThat(joined(terms, "nike max")).isFalse();
        assertThat(joined(terms.and(List.of("Centro de mesa")), "centros de")).isTrue();
        assertThat(joined(ShopTerms.NONE, "nike air")).isFalse();
    }

    @Test
    void whoNamesOnlyCardsSaysNothingOfGoods() {
        assertThat(terms.nameGoods()).isTrue();
        assertThat(ShopTerms.NONE.nameGoods()).isFalse();
        ShopTerms cards = ShopTerms.of(List.of(), List.of(), List.of("Naranja X"), List.of(), List.of());
        assertThat(cards.nameGoods()).isFalse();
        assertThat(cards.and(List.of("Sahumerios")).nameGoods()).isTrue();
    }

    @Test
    void brandsCardsWalletsAndCouriersAreKnownAsAWhole() {
        assertThat(classes("royal canin")).containsExactly(List.of("sold"), List.of("sold"));
        assertThat(classes("naranja x")).containsExactly(List.of("card"), List.of("card"));
        assertThat(classes("mercado pago")).containsExactly(List.of("wallet"), List.of("wallet"));
        assertThat(classes("via cargo")).containsExactly(List.of("courier"), List.of("courier"));
        assertThat(classes("royal")).containsExactly(List.of());
    }

    @Test
    void nothingIsKnownOfAShopWithoutTerms() {
        assertThat(ShopTerms.NONE.isEmpty()).isTrue();
        assertThat(ShopTerms.of(List.of("", "  ", "!!"), List.of(), List.of(), List.of(), List.of())
                        .isEmpty())
                .isTrue();
        assertThat(terms.isEmpty()).isFalse();
    }

    @Test
    void aNamesFirstAndLastWordsAreKnownAsSuch() {
        ShopTerms shop = ShopTerms.of(
                List.of("Mochila de cuero", "Cuero ecológico"), List.of(), List.of(), List.of(), List.of());
        List<Token> words = Tokenizer.tokenize("mochilas de cuero ecologico");

        assertThat(words.stream().map(shop::nameBegins)).containsExactly(true, false, true, false);
        assertThat(words.stream().map(shop::nameEnds)).containsExactly(false, false, true, true);
        assertThat(words.stream().map(ShopTerms.NONE::nameBegins)).containsOnly(false);
    }

    @Test
    void aShopThatSellsMoreKnowsBoth() {
        ShopTerms more = terms.and(List.of("Sahumerios"));

        assertThat(more.classesOf(Tokenizer.tokenize("sahumerio zapatillas mercado pago tornillo")))
                .containsExactly(List.of("sold"), List.of("sold"), List.of("wallet"), List.of("wallet"), List.of());
        assertThat(classes("sahumerio")).containsExactly(List.of());
    }

    private static boolean joined(ShopTerms terms, String twoWords) {
        List<Token> tokens = Tokenizer.tokenize(twoWords);
        return terms.join(tokens.get(0), tokens.get(1));
    }

    private List<List<String>> classes(String text) {
        return terms.classesOf(Tokenizer.tokenize(text));
    }
}
