package ar.isac.crm.media;

import java.io.IOException;
import java.io.InputStream;
import org.springframework.core.io.AbstractResource;

/** Stored bytes as they are served: also in ranges, without which players wind nothing, and some do not play at all. */
final class StoredResource extends AbstractResource {

    private final MediaStore.Stored stored;

    StoredResource(MediaStore.Stored stored) {
        this.stored = stored;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return stored.bytes().getInputStream();
    }

    @Override
    public long contentLength() {
        return stored.length();
    }

    @Override
    public String getDescription() {
        return "stored media of " + stored.length() + " bytes";
    }
}
