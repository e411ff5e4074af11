package ar.isac.crm.conversation;

import ar.isac.crm.hub.MediaKeeper;
import ar.isac.crm.media.Media;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Files that come and go within messages themselves are kept with all other media. */
@Component
class FilesWithinMessages implements MediaKeeper {

    private final Media media;

    FilesWithinMessages(Media media) {
        this.media = media;
    }

    @Override
    public Kept keep(byte[] bytes, @Nullable String mimeType) {
        Media.Kept kept = media.keep(bytes, mimeType == null ? "application/octet-stream" : mimeType);
        return new Kept(kept.id(), kept.mimeType());
    }

    @Override
    public Optional<byte[]> bytes(String mediaId) {
        return media.bytes(mediaId);
    }
}
