package ar.isac.crm.privacy;

import ar.isac.crm.customer.Customers;
import ar.isac.crm.database.Vault;
import ar.isac.crm.media.Media;
import ar.isac.crm.person.Mentions;
import ar.isac.crm.person.Person;
import ar.isac.crm.shop.PublicUrl;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bson.Document;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import org.springframework.stereotype.Component;

/**
 * All that is held about a customer as one file: {@code data.json}, with a list for each collection, and the media beside it.
 * It is made when its link is followed and kept nowhere, so nothing has to be erased.
 */
@Component
class CustomerArchives {

    private static final String PLACE = "archives";

    /** The machine's own bookkeeping within documents. */
    private static final List<String> TECHNICAL = List.of("_class", "version");

    private static final JsonWriterSettings FORM = JsonWriterSettings.builder()
            .outputMode(JsonMode.RELAXED)
            .indent(true)
            .build();

    private final Customers customers;
    private final Holdings holdings;
    private final Mentions mentions;
    private final Media media;
    private final Vault vault;
    private final PublicUrl publicUrl;
    private final Clock clock;

    CustomerArchives(
            Customers customers,
            Holdings holdings,
            Mentions mentions,
            Media media,
            Vault vault,
            PublicUrl publicUrl,
            Clock clock) {
        this.customers = customers;
        this.holdings = holdings;
        this.mentions = mentions;
        this.media = media;
        this.vault = vault;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    /** Where the archive is to be had, for whoever has the link, and until when. */
    record Link(String url, Instant expiresAt) {

        static final Duration TIME = Duration.ofHours(24);
    }

    /** A link that ends after {@link Link#TIME}. Customer and end are sealed into it, so that it tells nothing and cannot be made up. */
    Link link(String customerId) {
        Instant end = clock.instant().plus(Link.TIME).truncatedTo(ChronoUnit.SECONDS);
        String sealed = vault.seal(end.getEpochSecond() + " " + customerId, PLACE);
        return new Link(
                publicUrl.of("/archives/"
                        + Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(sealed.getBytes(StandardCharsets.UTF_8))
                        + ".zip"),
                end);
    }

    /** The customer that a link leads to; empty when it is forged or has ended, or the customer is gone. */
    Optional<String> customerId(String link) {
        try {
            String sealed = new String(Base64.getUrlDecoder().decode(link), StandardCharsets.UTF_8);
            String[] opened = vault.open(sealed, PLACE).split(" ", 2);
            return Optional.of(opened[1])
                    .filter(id -> clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(opened[0]))))
                    .filter(id -> customers.find(id).isPresent());
        } catch (IllegalArgumentException | Vault.WrongKey forged) {
            return Optional.empty();
        }
    }

    /** Writes the archive as it is read. */
    void write(String customerId, OutputStream out) throws IOException {
        Person person = holdings.completed(Person.of(customerId));
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        zip.putNextEntry(new ZipEntry("data.json"));
        zip.write(("{\n\"exportedAt\": \"" + clock.instant() + "\"").getBytes(StandardCharsets.UTF_8));
        for (String collection : holdings.told()) {
            List<String> documents = documents(collection, person);
            if (!documents.isEmpty()) {
                zip.write((",\n\"" + collection + "\": [\n" + String.join(",\n", documents) + "\n]")
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
        zip.write("\n}\n".getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        for (String id : person.all(Person.MEDIA).stream().sorted().toList()) {
            Optional<byte[]> bytes = media.bytes(id);
            if (bytes.isPresent()) {
                zip.putNextEntry(new ZipEntry("media/" + id));
                zip.write(bytes.get());
                zip.closeEntry();
            }
        }
        zip.finish();
    }

    /** Those of messages and the like in the order of their ids, which is that of the thread. */
    private List<String> documents(String collection, Person person) {
        TreeMap<String, String> byId = new TreeMap<>();
        mentions.each(collection, person, document -> byId.put(String.valueOf(document.get("_id")), written(document)));
        return List.copyOf(byId.values());
    }

    private static String written(Document document) {
        Document told = new Document(document);
        TECHNICAL.forEach(told::remove);
        return told.toJson(FORM);
    }
}
