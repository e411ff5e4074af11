package ar.isac.crm.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArticleSearchTests {

    private final DemoKnowledge knowledge = new DemoKnowledge();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tienen estacionamiento? | Estacionamiento",
                "Hola! hay ESTACIONAMIENTOS cerca del local? | Estacionamiento",
                "tienen estacionamineto | Estacionamiento",
                "donde puedo dejar el auto | Estacionamiento",
                "toman mi usado en parte de pago? | Canje de equipos usados",
                "quiero entregar mi celular usado | Canje de equipos usados",
                "reparan pantallas? | Servicio técnico",
                "arreglan celulares? | Servicio técnico",
                "tienen servicio tecnico? | Servicio técnico",
                "hacen reparacion? | Servicio técnico"
            })
    void aFreeArticleIsFoundByWhatItIsAskedWith(String words, String title) {
        assertThat(knowledge.answering(words)).map(Article::title).contains(title);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hola",
                "tenes iphone 15 pro?",
                "tienen pantalla para iphone 11",
                "cuanto sale la bateria",
                "toman tarjeta?",
                "aceptan mascotas?",
                "donde quedan?",
                "puedo pagar en cuotas?",
                "el auto esta en la puerta, ya salgo",
                ""
            })
    void whatNoArticleWasWrittenForFindsNone(String words) {
        assertThat(knowledge.answering(words)).isEmpty();
    }
}
