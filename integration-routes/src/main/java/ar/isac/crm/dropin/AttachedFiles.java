package ar.isac.crm.dropin;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The text and the files of a message that a route reads, in its order. Bytes are fetched when they are asked for. */
final class AttachedFiles {

    /** As other media: larger ones stay where they are and show as a placeholder. */
    static final int MOST_BYTES = 20 * 1024 * 1024;

    static final int MOST_FILES = 10;

    /** What they become on their way: four signs for three bytes, and line ends. */
    private static final long MOST_ENCODED = MOST_BYTES / 100L * 138;

    private static final int LONGEST_TEXT = 1024 * 1024;

    /** The exchange's property with the message that holds the files. */
    static final String MESSAGE = "crmMessage";

    private static final String READ = "crmFiles";
    private static final int MOST_LEVELS = 20;
    private static final int LONGEST_NAME = 200;
    private static final String ANY_TYPE = "application/octet-stream";

    private final List<AttachedFile> files = new ArrayList<>();
    private @Nullable String plain;
    private @Nullable String html;
    private boolean isLetter;

    private AttachedFiles() {}

    /** The message's own text as jq sees it: plain where it has that, else HTML; null for what is no e-mail. */
    @Nullable
    Map<String, Object> letter() {
        if (!isLetter) {
            return null;
        }
        String text = plain != null ? plain : html;
        return text == null ? Map.of() : Map.of("text", text, "isHtml", plain == null);
    }

    /**
     * A file.
     *
     * @param id its place, from 1
     * @param size as it travels, in bytes; -1 where it is not known
     * @param isInline whether the text shows it, as it does the logo of a signature
     */
    record AttachedFile(String id, @Nullable String name, String mimeType, int size, boolean isInline, Part part) {

        /** As jq sees it. */
        Map<String, Object> described() {
            Map<String, Object> described =
                    new TreeMap<>(Map.of("id", id, "mimeType", mimeType, "size", size, "isInline", isInline));
            if (name != null) {
                described.put("name", name);
            }
            return described;
        }

        /** Its bytes; empty when they are too many. What says so itself is not fetched. */
        Optional<byte[]> bytes() throws IOException {
            if (size > MOST_ENCODED) {
                return Optional.empty();
            }
            try (InputStream in = part.getInputStream()) {
                byte[] bytes = in.readNBytes(MOST_BYTES + 1);
                return bytes.length > MOST_BYTES ? Optional.empty() : Optional.of(bytes);
            } catch (MessagingException e) {
                throw new IOException("A file of a message cannot be read", e);
            }
        }
    }

    /** Those of the message that the exchange began with; none for what is not made of parts. */
    static AttachedFiles of(Exchange exchange) throws IOException {
        AttachedFiles known = exchange.getProperty(READ, AttachedFiles.class);
        if (known != null) {
            return known;
        }
        AttachedFiles files = new AttachedFiles();
        Part message = exchange.getProperty(MESSAGE, Part.class);
        if (message != null) {
            files.isLetter = true;
            try {
                files.read(message, 0);
            } catch (MessagingException e) {
                throw new IOException("The files of a message cannot be read", e);
            }
        }
        exchange.setProperty(READ, files);
        return files;
    }

    List<AttachedFile> all() {
        return List.copyOf(files);
    }

    Optional<AttachedFile> find(String id) {
        return files.stream().filter(file -> file.id().equals(id)).findFirst();
    }

    private void read(Part part, int level) throws MessagingException, IOException {
        if (level > MOST_LEVELS) {
            return;
        }
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                read(parts.getBodyPart(i), level + 1);
            }
        } else if (!isFile(part)) {
            readText(part);
        } else if (files.size() < MOST_FILES) {
            files.add(new AttachedFile(
                    Integer.toString(files.size() + 1),
                    name(part),
                    type(part),
                    part.getSize(),
                    !Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition()) && part.getHeader("Content-ID") != null,
                    part));
        }
    }

    /** What is no text of the message's own. */
    private static boolean isFile(Part part) throws MessagingException {
        return Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())
                || part.getFileName() != null
                || !(part.isMimeType("text/plain") || part.isMimeType("text/html"));
    }

    private void readText(Part part) throws MessagingException, IOException {
        boolean isHtml = part.isMimeType("text/html");
        if ((isHtml ? html : plain) != null) {
            return;
        }
        String text;
        try (InputStream in = part.getInputStream()) {
            text = new String(in.readNBytes(LONGEST_TEXT), charset(part));
        }
        if (isHtml) {
            html = text;
        } else {
            plain = text;
        }
    }

    /** A name that nobody knows is no reason to leave a message unread. */
    private static Charset charset(Part part) throws MessagingException {
        try {
            String named = new ContentType(part.getContentType()).getParameter("charset");
            return named == null ? StandardCharsets.UTF_8 : Charset.forName(MimeUtility.javaCharset(named));
        } catch (ParseException | IllegalArgumentException unknown) {
            return StandardCharsets.UTF_8;
        }
    }

    private static @Nullable String name(Part part) throws MessagingException {
        String given = part.getFileName();
        if (given == null) {
            return null;
        }
        String name = decoded(given).replaceAll("[\\p{Cntrl}/\\\\]", "_").strip();
        return name.isEmpty() ? null : name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }

    private static String decoded(String name) {
        try {
            return MimeUtility.decodeText(name);
        } catch (UnsupportedEncodingException unknown) {
            return name;
        }
    }

    private static String type(Part part) throws MessagingException {
        try {
            return new ContentType(part.getContentType()).getBaseType().toLowerCase(Locale.ROOT);
        } catch (ParseException none) {
            return ANY_TYPE;
        }
    }
}
