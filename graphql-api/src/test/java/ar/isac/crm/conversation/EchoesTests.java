package ar.isac.crm.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.message.MessageContent.InteractiveContent;
import ar.isac.crm.message.MessageContent.MediaContent;
import ar.isac.crm.message.MessageContent.ProductContent;
import ar.isac.crm.message.MessageContent.TextContent;
import ar.isac.crm.message.MessageContent.UnsupportedContent;
import java.util.List;
import org.junit.jupiter.api.Test;

class EchoesTests {

    private static final UnsupportedContent CARD = new UnsupportedContent("template", "[Mensaje con botones]", "{}");

    @Test
    void aTextIsEchoedAsItIsButForItsSpaces() {
        assertThat(Echoes.saysTheSame(new TextContent("Hola,\n¿qué tal? "), new TextContent("Hola, ¿qué tal?")))
                .isTrue();
        assertThat(Echoes.saysTheSame(new TextContent("Hola"), new TextContent("Soy Ana")))
                .isFalse();
    }

    @Test
    void quickRepliesAreEchoedAsTheirTextAlone() {
        InteractiveContent choices = InteractiveContent.buttons(
                "¿Qué color?", List.of(new InteractiveContent.Option("a", "Azul", "el nuevo")));

        assertThat(Echoes.saysTheSame(choices, new TextContent("¿Qué color?"))).isTrue();
        assertThat(Echoes.saysTheSame(choices, new TextContent("¿Qué color?\n• Azul: el nuevo")))
                .isTrue();
        assertThat(Echoes.saysTheSame(choices, new TextContent("¿Qué talle?"))).isFalse();
    }

    @Test
    void aMediumIsEchoedAsOneOfItsKindAndACardAsACard() {
        assertThat(Echoes.saysTheSame(medium(MediaContent.Kind.VOICE), medium(MediaContent.Kind.AUDIO)))
                .isTrue();
        assertThat(Echoes.saysTheSame(medium(MediaContent.Kind.IMAGE), medium(MediaContent.Kind.VIDEO)))
                .isFalse();
        assertThat(Echoes.saysTheSame(new ProductContent("sku", "Funda azul", null), CARD))
                .isTrue();
        assertThat(Echoes.saysTheSame(new TextContent("Funda azul"), CARD)).isFalse();
    }

    private static MediaContent medium(MediaContent.Kind kind) {
        return new MediaContent(kind, null, null, null, MediaContent.State.PENDING, null, null);
    }
}
