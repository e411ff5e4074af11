package ar.isac.crm.media;

import ar.isac.crm.database.Secrets;
import ar.isac.crm.pending.Alarm;
import ar.isac.crm.pending.AlarmHandler;
import ar.isac.crm.pending.Alarms;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * Files on their way in from advisors. Each is announced first, with its type and size, and gets an address of its own that
 * takes the bytes for a while; what was never sent is forgotten after two days.
 */
@Component
public class Uploads implements AlarmHandler {

    /** Larger files are not taken: they are held in memory once. */
    public static final int MOST_BYTES = 32 * 1024 * 1024;

    static final Duration TIME = Duration.ofHours(1);

    private static final String KIND = "uploads";
    private static final Duration KEPT = Duration.ofDays(2);
    private static final int SIGNATURE_BYTES = 16;

    private final MongoTemplate database;
    private final Media media;
    private final Secrets secrets;
    private final Alarms alarms;
    private final Clock clock;

    Uploads(MongoTemplate database, Media media, Secrets secrets, Alarms alarms, Clock clock) {
        this.database = database;
        this.media = media;
        this.secrets = secrets;
        this.alarms = alarms;
        this.clock = clock;
    }

    /**
     * A file.
     *
     * @param actorId whose it is: nobody else sends it
     * @param mediaId the bytes, once they are here
     * @param day in UTC, by which files are forgotten together
     */
    @Document("uploads")
    public record Upload(
            @Id String id,
            String actorId,
            String fileName,
            String mimeType,
            int size,
            @Nullable String mediaId,
            Instant endsAt,
            String day) {}

    /** The bytes are not those that were announced, or not of the type that was. */
    static final class WrongBytes extends RuntimeException {
        WrongBytes(String message) {
            super(message);
        }
    }

    /** Announces a file. */
    Upload begin(String actorId, String fileName, String mimeType, int size) {
        Instant now = clock.instant();
        String day = LocalDate.ofInstant(now, ZoneOffset.UTC).toString();
        alarms.setUnlessSet(
                KIND,
                day,
                LocalDate.ofInstant(now, ZoneOffset.UTC)
                        .plusDays(1)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                        .plus(KEPT));
        return database.insert(
                new Upload(UUID.randomUUID().toString(), actorId, fileName, mimeType, size, null, now.plus(TIME), day));
    }

    /** The path that takes the bytes of a file. */
    String path(Upload upload) {
        return "/uploads/" + upload.id() + "." + signature(upload);
    }

    /** The file that a path is for; empty when it is forged or has ended. */
    Optional<Upload> of(String signed) {
        int dot = signed.indexOf('.');
        Upload upload = dot < 0 ? null : database.findById(signed.substring(0, dot), Upload.class);
        return Optional.ofNullable(upload)
                .filter(known -> MessageDigest.isEqual(
                        signature(known).getBytes(StandardCharsets.US_ASCII),
                        signed.substring(dot + 1).getBytes(StandardCharsets.US_ASCII)))
                .filter(known -> clock.instant().isBefore(known.endsAt()));
    }

    /** Takes the bytes of a file; the same again changes nothing. */
    Upload take(Upload upload, byte[] bytes) {
        if (bytes.length != upload.size()) {
            throw new WrongBytes("The size is not the one that was announced");
        }
        if (!looksLike(upload.mimeType(), bytes)) {
            throw new WrongBytes("The bytes are not of the type that was announced");
        }
        String mediaId = media.keep(bytes, upload.mimeType()).id();
        return database.save(new Upload(
                upload.id(),
                upload.actorId(),
                upload.fileName(),
                upload.mimeType(),
                upload.size(),
                mediaId,
                upload.endsAt(),
                upload.day()));
    }

    /** Those that exist, in no order. */
    public List<Upload> find(Collection<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : database.find(Query.query(Criteria.where("_id").in(ids)), Upload.class);
    }

    /** Only for types whose beginnings tell them; browsers are told never to guess. */
    private static boolean looksLike(String mimeType, byte[] bytes) {
        String start = HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, 12));
        return switch (mimeType) {
            case "image/jpeg" -> start.startsWith("ffd8ff");
            case "image/png" -> start.startsWith("89504e470d0a1a0a");
            case "image/webp" -> start.startsWith("52494646") && start.endsWith("57454250");
            case "application/pdf" -> start.startsWith("25504446");
            case "video/mp4", "audio/mp4", "video/3gpp" -> start.length() >= 16 && start.startsWith("66747970", 8);
            case "audio/ogg" -> start.startsWith("4f676753");
            default -> !start.startsWith("4d5a") && !start.startsWith("7f454c46");
        };
    }

    private String signature(Upload upload) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secrets.key("uploads"), "HmacSHA256"));
            byte[] signature = mac.doFinal(upload.id().getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(signature, SIGNATURE_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA256", e);
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Forgets the files of the day; what was sent of them stands with its message. Scans the few there are. */
    @Override
    public @Nullable Instant ring(Alarm alarm) {
        database.remove(Query.query(Criteria.where("day").is(alarm.subject())), Upload.class);
        return null;
    }
}
