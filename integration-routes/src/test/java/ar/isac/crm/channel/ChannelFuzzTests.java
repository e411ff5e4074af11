package ar.isac.crm.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ar.isac.crm.channel.Channel.MalformedWebhook;
import ar.isac.crm.channel.GoldenFiles.Case;
import ar.isac.crm.channel.instagram.InstagramChannel;
import ar.isac.crm.channel.whatsapp.WhatsAppChannel;
import ar.isac.crm.message.InboundUpdate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class ChannelFuzzTests {

    /** Of each channel; more of them go through the product as a whole. */
    private static final int BODIES = 15_000;

    /** Values that no field expects. */
    private static final List<JsonNode> ODD = List.of(
            GoldenFiles.JSON.readTree("null"),
            GoldenFiles.JSON.readTree("\"\""),
            GoldenFiles.JSON.readTree("\"\\ud83d\""),
            GoldenFiles.JSON.readTree("\"-1\""),
            GoldenFiles.JSON.readTree("\"99999999999999999999\""),
            GoldenFiles.JSON.readTree("\"1e999999999\""),
            GoldenFiles.JSON.readTree("9223372036854775807"),
            GoldenFiles.JSON.readTree("-9223372036854775808"),
            GoldenFiles.JSON.readTree("0.1"),
            GoldenFiles.JSON.readTree("true"),
            GoldenFiles.JSON.readTree("[]"),
            GoldenFiles.JSON.readTree("[[]]"),
            GoldenFiles.JSON.readTree("[1,\"a\",null,{}]"),
            GoldenFiles.JSON.readTree("{}"),
            GoldenFiles.JSON.readTree("{\"id\":{}}"));

    @Test
    void aNumberBeyondAnyBoundIsNoJson() {
        assertThatThrownBy(() -> Payload.read("{\"id\": 1E67268800500}".getBytes(UTF_8)))
                .isInstanceOf(MalformedWebhook.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"whatsapp", "instagram"})
    void bearsAnyMutatedBody(String channelName) {
        Channel channel = channelName.equals("whatsapp") ? new WhatsAppChannel() : new InstagramChannel();
        List<Case> cases = GoldenFiles.cases(channelName, "in");
        Random random = new Random(20260101);
        int understood = 0;
        int malformed = 0;
        for (int i = 0; i < BODIES; i++) {
            byte[] body = mutated(cases.get(i % cases.size()).given(), random);
            try {
                understood += survivesTheBroker(channel.parse(body), body);
            } catch (MalformedWebhook expected) {
                malformed++;
            }
        }

        assertThat(understood).as("the mutations leave something to read").isGreaterThan(BODIES / 4);
        assertThat(malformed).as("some bodies are beyond reading").isPositive();
    }

    private static int survivesTheBroker(WebhookBatch batch, byte[] body) {
        for (InboundUpdate update : batch.updates()) {
            byte[] json = GoldenFiles.JSON.writerFor(InboundUpdate.class).writeValueAsBytes(update);
            assertThat(GoldenFiles.JSON.readValue(json, InboundUpdate.class)).isEqualTo(update);
            if (update instanceof InboundUpdate.InboundMessage message) {
                assertThat(message.content().plainText())
                        .as(() -> new String(body, UTF_8))
                        .isNotBlank()
                        .hasSizeLessThan(100_000);
            }
        }
        for (WebhookBatch.Unintelligible piece : batch.unintelligible()) {
            assertThat(piece.reason()).as(() -> new String(body, UTF_8)).doesNotContain(" failed: ");
            GoldenFiles.JSON.readTree(piece.raw().getBytes(UTF_8));
        }
        return batch.updates().size();
    }

    private static byte[] mutated(byte[] body, Random random) {
        if (random.nextInt(10) == 0) {
            return mutatedBytes(body, random);
        }
        JsonNode json = GoldenFiles.JSON.readTree(body);
        for (int mutations = 1 + random.nextInt(3); mutations > 0; mutations--) {
            mutateOnce(json, random);
        }
        return GoldenFiles.JSON.writeValueAsString(json).getBytes(UTF_8);
    }

    private static byte[] mutatedBytes(byte[] body, Random random) {
        byte[] changed = random.nextBoolean() ? body.clone() : Arrays.copyOf(body, random.nextInt(body.length));
        for (int changes = random.nextInt(4); changes > 0 && changed.length > 0; changes--) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        return changed;
    }

    private static void mutateOnce(JsonNode json, Random random) {
        List<JsonNode> containers = new ArrayList<>();
        collectContainers(json, containers);
        JsonNode container = containers.get(random.nextInt(containers.size()));
        JsonNode odd = ODD.get(random.nextInt(ODD.size())).deepCopy();
        if (container instanceof ObjectNode object && !object.isEmpty()) {
            String name = List.copyOf(object.propertyNames()).get(random.nextInt(object.size()));
            if (random.nextBoolean()) {
                object.set(name, odd);
            } else {
                object.remove(name);
            }
        } else if (container instanceof ArrayNode array) {
            array.insert(random.nextInt(array.size() + 1), odd);
        }
    }

    private static void collectContainers(JsonNode json, List<JsonNode> containers) {
        if (json.isContainer()) {
            containers.add(json);
            json.values().forEach(child -> collectContainers(child, containers));
        }
    }
}
