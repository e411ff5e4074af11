package ar.isac.crm.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ar.isac.crm.channel.instagram.InstagramChannel;
import ar.isac.crm.channel.whatsapp.WhatsAppChannel;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.message.Handle;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.MessageContent.InteractiveContent;
import ar.isac.crm.message.MessageContent.InteractiveContent.Option;
import ar.isac.crm.message.MessageContent.MediaContent;
import ar.isac.crm.message.MessageContent.TemplateContent;
import ar.isac.crm.message.MessageContent.TextContent;
import ar.isac.crm.message.OutboundMessage;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class MessageLimitsTests {

    private final Channel whatsApp = new WhatsAppChannel();
    private final Channel instagram = new InstagramChannel();

    @Test
    void namesTheFieldAndTheLimitThatAMessageBreaks() {
        assertRefused(whatsApp, new TextContent("a".repeat(4097)), "text", "at most 4096 characters");
        assertRefused(whatsApp, new TextContent(" "), "text", "not blank");
        assertRefused(
                whatsApp, InteractiveContent.buttons("a".repeat(1025), options(1)), "text", "at most 1024 characters");
        assertRefused(whatsApp, InteractiveContent.buttons("a", options(4)), "options", "1 to 3");
        assertRefused(whatsApp, InteractiveContent.buttons("a", List.of()), "options", "1 to 3");
        assertRefused(
                whatsApp,
                InteractiveContent.list("a".repeat(4097), "Ver", options(1)),
                "text",
                "at most 4096 characters");
        assertRefused(whatsApp, InteractiveContent.list("a", "Ver", options(11)), "options", "1 to 10");
        assertRefused(whatsApp, InteractiveContent.list("a", " ", options(1)), "listButton", "not blank");
        assertRefused(
                whatsApp,
                InteractiveContent.list("a", "Ver", List.of(new Option("1", "t", "d".repeat(73)))),
                "options[0].description",
                "at most 72 characters");
        assertRefused(
                whatsApp,
                InteractiveContent.buttons("a", List.of(new Option("i".repeat(257), "t", null))),
                "options[0].id",
                "at most 256 characters");
        assertRefused(
                whatsApp,
                InteractiveContent.buttons("a", List.of(new Option("1", "t", null), new Option("1", "u", null))),
                "options[1].id",
                "different from the others");
        assertRefused(
                whatsApp,
                new TemplateContent("t", "es_AR", List.of("bien", "con\nsalto"), "x"),
                "parameters[1]",
                "not blank, without line breaks, tabs or four spaces in a row");
        assertRefused(instagram, new TextContent("ñ".repeat(501)), "text", "at most 1000 bytes of UTF-8");
        assertRefused(instagram, InteractiveContent.buttons("a", options(14)), "options", "1 to 13");
        assertRefused(instagram, image("pie"), "caption", "none: a text goes in a message of its own");
    }

    @Test
    void takesWhatIsJustWithinTheLimits() {
        assertThat(sent(whatsApp, new TextContent("a".repeat(4096)))
                        .at("/text/body")
                        .asString())
                .hasSize(4096);
        assertThat(sent(instagram, new TextContent("ñ".repeat(500)))
                        .at("/message/text")
                        .asString())
                .hasSize(500);
        assertThat(sent(whatsApp, InteractiveContent.list("a", "Ver", options(10)))
                        .at("/interactive/action/sections/0/rows"))
                .hasSize(10);
        assertThat(sent(instagram, InteractiveContent.buttons("a", options(13))).at("/message/quick_replies"))
                .hasSize(13);
    }

    @Test
    void shortensTitlesSoThatTheyStayDifferent() {
        var different = InteractiveContent.buttons(
                "a",
                List.of(
                        new Option("1", "Quiero el azul marino", null),
                        new Option("2", "Prefiero el verde oliva", null)));
        var alike = InteractiveContent.buttons(
                "a",
                List.of(
                        new Option("1", "Remera de algodón con estampa número uno talle único", null),
                        new Option("2", "Remera de algodón con estampa número dos talle único", null)));

        assertThat(sent(whatsApp, different)
                        .at("/interactive/action/buttons/0/reply/title")
                        .asString())
                .isEqualTo("Quiero el azul mari…")
                .hasSize(20);
        assertThat(sent(whatsApp, alike)
                        .at("/interactive/action/buttons/1/reply/title")
                        .asString())
                .isEqualTo("2. Remera de algodó…");
        assertThat(sent(instagram, alike).at("/message/quick_replies/1/title").asString())
                .isEqualTo("2. Remera de algodó…");
    }

    @Test
    void neverCutsAnEmojiInHalf() {
        String family = "👨‍👩‍👧‍👦";

        assertThat(TextParts.shortened("Para toda la " + family, 20)).isEqualTo("Para toda la…");
        assertThat(TextParts.shortened("aaaaaaaaaaaaaaaaaa🙂🙂", 20)).isEqualTo("aaaaaaaaaaaaaaaaaa…");
    }

    @Test
    void onlyAnAddressOfTheChannelIsWrittenTo() {
        assertRefusedTo(whatsApp, Handle.Kind.IGSID, "a phone number or a WhatsApp user id");
        assertRefusedTo(instagram, Handle.Kind.WA_ID, "an Instagram scoped id");
    }

    @ParameterizedTest
    @CsvSource({"1000, 1", "4096, 2", "20, 3"})
    void splitsTextWithoutLosingACharacter(int limit, long seed) {
        Random random = new Random(seed);
        String text = IntStream.range(0, 3000)
                .mapToObj(i -> List.of(
                                "hola", "ñandú", "🙂", "👨‍👩‍👧‍👦", " ", "\n", ". ", "$ 1.250.000", "x".repeat(40))
                        .get(random.nextInt(9)))
                .collect(Collectors.joining());

        List<String> parts = TextParts.split(text, limit, TextParts::bytes);

        assertThat(parts).allSatisfy(part -> assertThat(TextParts.bytes(part)).isPositive());
        if (limit > 30) {
            assertThat(parts)
                    .allSatisfy(part -> assertThat(TextParts.bytes(part)).isLessThanOrEqualTo(limit));
        }
        assertThat(String.join("", parts).replaceAll("\\s", "")).isEqualTo(text.replaceAll("\\s", ""));
    }

    @Test
    void splitsBetweenParagraphsBeforeWords() {
        assertThat(TextParts.split("Uno dos tres.\n\nCuatro cinco seis.", 22, String::length))
                .containsExactly("Uno dos tres.", "Cuatro cinco seis.");
        assertThat(TextParts.split("uno dos tres", 8, String::length)).containsExactly("uno dos", "tres");
        assertThat(TextParts.split("é".repeat(5) + "\u0301".repeat(50), 10, TextParts::bytes))
                .allSatisfy(part -> assertThat(TextParts.bytes(part)).isLessThanOrEqualTo(10));
    }

    @Test
    void everyPartCanBeSent() {
        List<MessageContent> contents = List.of(
                new TextContent("ñandú ".repeat(2000)),
                InteractiveContent.list("Elegí: ".repeat(900), "Ver", options(10)),
                image("pie ".repeat(400)),
                new MessageContent.ProductContent("s", "texto ".repeat(300), "https://cdn.example/a.jpg"));
        for (MessageContent content : contents) {
            assertThat(whatsApp.parts(content)).isNotEmpty().allSatisfy(part -> sent(whatsApp, part));
            assertThat(instagram.parts(content)).hasSizeGreaterThan(1).allSatisfy(part -> sent(instagram, part));
        }
        assertThat(instagram.parts(contents.get(1)).getLast()).isInstanceOf(InteractiveContent.class);
        assertThat(whatsApp.parts(new TextContent("hola"))).containsExactly(new TextContent("hola"));
    }

    @Test
    void mediaIsFoundByIdOnWhatsAppAndByLinkOnInstagram() {
        var connection = new ChannelConnection(account(ChannelType.WHATSAPP), "https://graph.example/v25.0", "token");

        assertThat(whatsApp.locate(new MediaContent.Source("12/3", "https://x.example", null), connection))
                .isEqualTo(new Channel.MediaLocation.Lookup("https://graph.example/v25.0/12%2F3"));
        assertThat(instagram.locate(new MediaContent.Source(null, "https://x.example", null), connection))
                .isEqualTo(new Channel.MediaLocation.Direct("https://x.example"));
    }

    private static void assertRefused(Channel channel, MessageContent content, String field, String limit) {
        assertThatExceptionOfType(UnsendableMessage.class)
                .isThrownBy(() -> sent(channel, content))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo(field))
                .satisfies(refusal -> assertThat(refusal.limit()).isEqualTo(limit));
    }

    private static void assertRefusedTo(Channel channel, Handle.Kind kind, String limit) {
        var message =
                new OutboundMessage("a", account(channel.type()), new Handle(kind, "1"), new TextContent("a"), null);
        var connection = new ChannelConnection(message.account(), "https://graph.example", "token");
        assertThatExceptionOfType(UnsendableMessage.class)
                .isThrownBy(() -> channel.request(message, connection))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("recipient"))
                .satisfies(refusal -> assertThat(refusal.limit()).isEqualTo(limit));
    }

    private static JsonNode sent(Channel channel, MessageContent content) {
        Handle.Kind kind = channel.type() == ChannelType.WHATSAPP ? Handle.Kind.WA_ID : Handle.Kind.IGSID;
        var message = new OutboundMessage("a", account(channel.type()), new Handle(kind, "1"), content, null);
        var connection = new ChannelConnection(message.account(), "https://graph.example", "token");
        return GoldenFiles.JSON.readTree(channel.request(message, connection).body());
    }

    private static AccountRef account(ChannelType type) {
        return new AccountRef(type, "1");
    }

    private static List<Option> options(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Option("id" + i, "Opción " + i, null))
                .toList();
    }

    private static MediaContent image(String caption) {
        return new MediaContent(
                MediaContent.Kind.IMAGE,
                "image/jpeg",
                caption,
                null,
                MediaContent.State.STORED,
                "m",
                new MediaContent.Source(null, "https://cdn.example/a.jpg", null));
    }
}
