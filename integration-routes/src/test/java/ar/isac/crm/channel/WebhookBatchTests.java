package ar.isac.crm.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ar.isac.crm.channel.Channel.MalformedWebhook;
import ar.isac.crm.channel.instagram.InstagramChannel;
import ar.isac.crm.channel.whatsapp.WhatsAppChannel;
import ar.isac.crm.message.InboundUpdate;
import ar.isac.crm.message.InboundUpdate.InboundMessage;
import ar.isac.crm.message.InboundUpdate.InboundStatus;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookBatchTests {

    @Test
    void everyOneOfAThousandWhatsAppUpdatesIsInExactlyOnePlace() throws Exception {
        String messages = each(
                500,
                i -> i % 10 == 0
                        ? "{\"from\":\"54911%d\",\"timestamp\":\"1767268800\",\"type\":\"text\",\"text\":{\"body\":\"sin id\"}}"
                        : "{\"from\":\"54911%1$d\",\"id\":\"m%1$d\",\"timestamp\":\"1767268800\",\"type\":\"text\",\"text\":{\"body\":\"hola\"}}");
        String statuses = each(
                500,
                i -> i % 5 == 0
                        ? "{\"id\":\"s%d\",\"status\":\"in_orbit\",\"timestamp\":\"1767268800\"}"
                        : "{\"id\":\"s%d\",\"status\":\"read\",\"timestamp\":\"1767268800\"}");
        String metadata = "\"metadata\":{\"phone_number_id\":\"1\"}";
        String body = """
                {"object":"whatsapp_business_account","entry":[
                  {"id":"a","changes":[{"field":"messages","value":{%1$s,"messages":[%2$s]}}]},
                  {"id":"b","changes":[{"field":"messages","value":{%1$s,"statuses":[%3$s]}}]}]}
                """.formatted(metadata, messages, statuses);

        WebhookBatch batch = new WhatsAppChannel().parse(body.getBytes(UTF_8));

        assertThat(batch.updates()).filteredOn(InboundMessage.class::isInstance).hasSize(450);
        assertThat(batch.updates()).filteredOn(InboundStatus.class::isInstance).hasSize(400);
        assertThat(batch.unintelligible())
                .hasSize(50)
                .allSatisfy(piece -> assertThat(piece.reason()).endsWith("].id is missing"))
                .allSatisfy(piece -> assertThat(piece.raw()).hasSizeLessThan(400));
        assertThat(batch.acknowledged()).isEqualTo(100);
    }

    @Test
    void everyOneOfAThousandInstagramUpdatesIsInExactlyOnePlace() throws Exception {
        String events = each(1000, i -> {
            String kind =
                    switch (i % 4) {
                        case 0 -> "\"message\":{\"mid\":\"m%1$d\",\"text\":\"hola\"}";
                        case 1 -> "\"read\":{\"watermark\":%1$d}";
                        case 2 -> "\"message\":{\"text\":\"sin mid %1$d\"}";
                        default -> "\"read\":{\"mid\":\"m%1$d\"}";
                    };
            return "{\"sender\":{\"id\":\"u%1$d\"},\"recipient\":{\"id\":\"a\"},\"timestamp\":1767268800123," + kind
                    + "}";
        });
        String body = "{\"object\":\"instagram\",\"entry\":[{\"id\":\"a\",\"messaging\":[" + events + "]}]}";

        WebhookBatch batch = new InstagramChannel().parse(body.getBytes(UTF_8));

        assertThat(batch.updates()).filteredOn(InboundMessage.class::isInstance).hasSize(250);
        assertThat(batch.updates()).filteredOn(InboundStatus.class::isInstance).hasSize(250);
        assertThat(batch.unintelligible()).hasSize(250);
        assertThat(batch.acknowledged()).isEqualTo(250);
    }

    @Test
    void aCustomersMessagesAndStatusesShareTheirGroupWhereThePlatformTellsTheUserId() throws Exception {
        String body = """
                {"object":"whatsapp_business_account","entry":[{"changes":[{"field":"messages","value":{
                  "metadata":{"phone_number_id":"1"},
                  "messages":[{"from":"549111","from_user_id":"AR.1","id":"m","timestamp":"1767268800","type":"text","text":{"body":"a"}}],
                  "statuses":[{"id":"s","status":"read","timestamp":"1767268800","recipient_id":"549111","recipient_user_id":"AR.1"}]
                }}]}]}
                """;

        WebhookBatch batch = new WhatsAppChannel().parse(body.getBytes(UTF_8));

        assertThat(batch.updates())
                .extracting(InboundUpdate::group)
                .containsOnly("whatsapp:1/AR.1")
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "hola",
                "[]",
                "[1]",
                "7",
                "null",
                "{}",
                "{\"object\":\"page\"}",
                "{\"object\":\"instagram\"",
                "{\"object\":{}}",
                "{\"object\":\"user\",\"entry\":[]} "
            })
    void aBodyThatIsNotThePlatformsIsMalformed(String body) {
        assertThatThrownBy(() -> new WhatsAppChannel().parse(body.getBytes(UTF_8)))
                .isInstanceOf(MalformedWebhook.class);
        assertThatThrownBy(() -> new InstagramChannel().parse(body.getBytes(UTF_8)))
                .isInstanceOf(MalformedWebhook.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "\"1e999999999\"", "1e-999999999", "\"NaN\""})
    void aNumberTooLargeToPrintIsParked(String quantity) throws Exception {
        String body = """
                {"object":"whatsapp_business_account","entry":[{"changes":[{"field":"messages","value":{
                  "metadata":{"phone_number_id":"1"},
                  "messages":[{"from":"549111","id":"m","timestamp":"1767268800","type":"order",
                    "order":{"product_items":[{"product_retailer_id":"s","quantity":%s}]}}]}}]}]}
                """.formatted(quantity);

        WebhookBatch batch = new WhatsAppChannel().parse(body.getBytes(UTF_8));

        assertThat(batch.unintelligible())
                .extracting(WebhookBatch.Unintelligible::reason)
                .containsExactly(
                        "entry[0].changes[0].value.messages[0].order.product_items[0].quantity is not a number");
    }

    @Test
    void aBodyNestedWithoutEndIsMalformed() {
        byte[] body = ("{\"object\":" + "[".repeat(1_000_000)).getBytes(UTF_8);

        assertThatThrownBy(() -> new WhatsAppChannel().parse(body)).isInstanceOf(MalformedWebhook.class);
        assertThatThrownBy(() -> new InstagramChannel().parse(body)).isInstanceOf(MalformedWebhook.class);
    }

    private static String each(int count, IntFunction<String> template) {
        return IntStream.range(0, count)
                .mapToObj(i -> template.apply(i).formatted(i))
                .collect(Collectors.joining(","));
    }
}
