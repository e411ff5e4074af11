package ar.isac.crm.media;

import java.util.Optional;

/** A feature that has pictures under paths of this server. */
public interface PictureSource {

    /** The picture under a path such as {@code /demo/pictures/SKU.png}, as PNG; empty when it is not this source's. */
    Optional<byte[]> png(String path);
}
