package ar.isac.crm.conversation;

import ar.isac.crm.media.Uploads.Upload;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.message.MessageContent.MediaContent;
import java.util.Optional;
import java.util.regex.Pattern;

/** What files the platforms take, by Meta's tables of media (Cloud API and Instagram messaging, 2026). */
final class AttachmentRules {

    private static final int MB = 1024 * 1024;
    private static final Pattern INSTAGRAM_AUDIO = Pattern.compile("audio/(aac|mp4|wav)");
    private static final Pattern INSTAGRAM_VIDEO = Pattern.compile("video/(mp4|ogg|webm|quicktime)");
    private static final Pattern WHATSAPP_AUDIO = Pattern.compile("audio/(aac|amr|mpeg|mp4|ogg)");
    private static final Pattern WHATSAPP_VIDEO = Pattern.compile("video/(mp4|3gpp)");

    private AttachmentRules() {}

    static MediaContent.Kind kind(String mimeType) {
        String first = mimeType.split("/", 2)[0];
        return switch (first) {
            case "image" -> mimeType.equals("image/webp") ? MediaContent.Kind.DOCUMENT : MediaContent.Kind.IMAGE;
            case "audio" -> MediaContent.Kind.AUDIO;
            case "video" -> MediaContent.Kind.VIDEO;
            default -> MediaContent.Kind.DOCUMENT;
        };
    }

    /** Why the channel would not take the file, in words for the advisor; empty when it would. */
    static Optional<String> problem(ChannelType channel, Upload file) {
        return switch (channel) {
            case WHATSAPP -> whatsApp(file);
            case INSTAGRAM -> instagram(file);
            case TELEGRAM, WEBCHAT, EMAIL, OTHER -> Optional.empty();
        };
    }

    private static Optional<String> whatsApp(Upload file) {
        return switch (kind(file.mimeType())) {
            case IMAGE -> within(file, 5, "WhatsApp toma imágenes de hasta 5 MB.");
            case AUDIO, VOICE ->
                WHATSAPP_AUDIO.matcher(file.mimeType()).matches()
                        ? within(file, 16, "WhatsApp toma audios de hasta 16 MB.")
                        : Optional.of("WhatsApp toma audios AAC, AMR, MP3, M4A u OGG.");
            case VIDEO ->
                WHATSAPP_VIDEO.matcher(file.mimeType()).matches()
                        ? within(file, 16, "WhatsApp toma videos de hasta 16 MB.")
                        : Optional.of("WhatsApp toma videos MP4 o 3GP.");
            case DOCUMENT, STICKER ->
                file.mimeType().equals("image/webp")
                        ? Optional.of("WhatsApp no toma imágenes WebP: pasala a JPG o PNG.")
                        : within(file, 100, "WhatsApp toma documentos de hasta 100 MB.");
        };
    }

    private static Optional<String> instagram(Upload file) {
        return switch (kind(file.mimeType())) {
            case IMAGE -> within(file, 8, "Instagram toma imágenes de hasta 8 MB.");
            case AUDIO, VOICE ->
                INSTAGRAM_AUDIO.matcher(file.mimeType()).matches()
                        ? within(file, 25, "Instagram toma audios de hasta 25 MB.")
                        : Optional.of("Instagram toma audios AAC, M4A, MP4 o WAV.");
            case VIDEO ->
                INSTAGRAM_VIDEO.matcher(file.mimeType()).matches()
                        ? within(file, 25, "Instagram toma videos de hasta 25 MB.")
                        : Optional.of("Instagram toma videos MP4, OGG, MOV o WebM.");
            case DOCUMENT, STICKER ->
                file.mimeType().equals("application/pdf")
                        ? within(file, 25, "Instagram toma PDF de hasta 25 MB.")
                        : Optional.of("Instagram solo toma documentos PDF.");
        };
    }

    private static Optional<String> within(Upload file, int megabytes, String refusal) {
        return file.size() > megabytes * MB ? Optional.of(refusal) : Optional.empty();
    }
}
