package ar.isac.crm.hub;

import ar.isac.crm.channel.ChannelConnection;
import ar.isac.crm.message.MessageContent.MediaContent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the bytes of media go. */
public interface MediaArchive {

    /** A medium to be fetched, over this connection. */
    record Wanted(MediaRequest request, MediaContent content, ChannelConnection connection) {}

    /**
     * What is to be fetched for a request; null when it is stored already.
     *
     * @throws MediaUnavailable when there is no way to the platform
     */
    @Nullable
    Wanted wanted(MediaRequest request);

    /**
     * Keeps the bytes and shows them in the message.
     *
     * @throws MediaUnavailable when the bytes are not what was announced, or of a kind that is not kept
     */
    List<Publication> keep(Wanted wanted, byte[] bytes, @Nullable String contentType);

    /** Notes that the bytes could not be had: they are asked for again later, or never. */
    List<Publication> failed(MediaRequest request, MediaUnavailable why);
}
