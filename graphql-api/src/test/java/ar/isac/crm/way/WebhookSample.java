package ar.isac.crm.way;

import static java.nio.charset.StandardCharsets.UTF_8;

import ar.isac.crm.channel.Channel;
import ar.isac.crm.channel.instagram.InstagramChannel;
import ar.isac.crm.channel.whatsapp.WhatsAppChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A body of a channel, of those that its parser is tested with, and what may become of it on its way. */
public record WebhookSample(String channel, String body, JsonNode json) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path GOLDEN_FILES = Path.of("../integration-routes/src/test/resources");

    /** Values that no field expects. */
    private static final List<JsonNode> ODD = Stream.of(
                    "null",
                    "\"\"",
                    "\"\\ud83d\"",
                    "\"-1\"",
                    "\"a/b#c\"",
                    "\"$where\"",
                    "\"1e999999999\"",
                    "9223372036854775807",
                    "0.1",
                    "true",
                    "[]",
                    "[1,\"a\",null,{}]",
                    "{}",
                    "{\"id\":{}}",
                    "\"" + "x".repeat(3_000) + "\"")
            .map(JSON::readTree)
            .toList();

    private WebhookSample(String channel, String body) {
        this(channel, body, JSON.readTree(body));
    }

    /** All of them, of both channels. */
    public static List<WebhookSample> all() {
        List<WebhookSample> samples = new ArrayList<>();
        for (String channel : List.of("whatsapp", "instagram")) {
            try (Stream<Path> files = Files.list(GOLDEN_FILES.resolve(channel).resolve("in"))) {
                for (Path file : files.filter(file -> !file.toString().endsWith(".expected.json"))
                        .sorted()
                        .toList()) {
                    samples.add(new WebhookSample(channel, Files.readString(file)));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return samples;
    }

    public Channel parser() {
        return channel.equals("whatsapp") ? new WhatsAppChannel() : new InstagramChannel();
    }

    /** With ids of its own, so that it is no repeated delivery. */
    WebhookSample unique(int n) {
        return new WebhookSample(
                channel,
                body.replace("wamid.", "wamid.f" + n + ".")
                        .replace("aWd", "aWd" + n)
                        .replace("5491123456789", "54911%08d".formatted(n)));
    }

    /** Nearly the same: a field is gone or holds what nobody expects, a list has one more element, a byte is another. */
    public byte[] mutated(Random random) {
        if (random.nextInt(10) == 0) {
            byte[] changed = body.getBytes(UTF_8);
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            return changed;
        }
        JsonNode changed = json.deepCopy();
        for (int mutations = 1 + random.nextInt(2); mutations > 0; mutations--) {
            mutate(changed, random);
        }
        return JSON.writeValueAsBytes(changed);
    }

    private static void mutate(JsonNode json, Random random) {
        List<JsonNode> containers = new ArrayList<>();
        collect(json, containers);
        JsonNode container = containers.get(random.nextInt(containers.size()));
        JsonNode odd = ODD.get(random.nextInt(ODD.size())).deepCopy();
        if (container instanceof ObjectNode object && !object.isEmpty()) {
            String name = List.copyOf(object.propertyNames()).get(random.nextInt(object.size()));
            if (random.nextBoolean()) {
                object.remove(name);
            } else {
                object.set(name, odd);
            }
        } else if (container instanceof ArrayNode array) {
            array.insert(random.nextInt(array.size() + 1), odd);
        }
    }

    private static void collect(JsonNode json, List<JsonNode> containers) {
        if (json.isContainer()) {
            containers.add(json);
            json.values().forEach(child -> collect(child, containers));
        }
    }
}
