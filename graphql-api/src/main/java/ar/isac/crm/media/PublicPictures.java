package ar.isac.crm.media;

import ar.isac.crm.shop.PublicUrl;
import ar.isac.crm.shop.ShopSettings;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Pictures as platforms can fetch them. One of another host is linked as it is; one under a path of this server, which nobody
 * outside may read, gets a {@linkplain PublicLinks public link} that ends.
 */
@Component
public class PublicPictures {

    private static final Pattern WEB = Pattern.compile("(?i)https?://\\S+");
    private static final Pattern MEDIUM = Pattern.compile("/media/([0-9a-f]{64})");

    private final Media media;
    private final PublicLinks links;
    private final PublicUrl publicUrl;
    private final ShopSettings shop;
    private final ObjectProvider<PictureSource> sources;

    PublicPictures(
            Media media,
            PublicLinks links,
            PublicUrl publicUrl,
            ShopSettings shop,
            ObjectProvider<PictureSource> sources) {
        this.media = media;
        this.links = links;
        this.publicUrl = publicUrl;
        this.shop = shop;
        this.sources = sources;
    }

    /** Whether the address leads to a picture of this server. */
    public static boolean isOwn(String address) {
        return address.startsWith("/") && !address.startsWith("//");
    }

    /** The link to a picture; empty when nobody outside could fetch it, or there is none. */
    public Optional<String> link(String address) {
        if (WEB.matcher(address).matches()) {
            return Optional.of(address);
        }
        return isOwn(address) && isReached() ? kept(address).map(links::to) : Optional.empty();
    }

    /** The simulator runs beside this server; real platforms need to be told where it is. */
    private boolean isReached() {
        return shop.demo() || publicUrl.set().isPresent();
    }

    private Optional<String> kept(String path) {
        Matcher medium = MEDIUM.matcher(path);
        if (medium.matches()) {
            return Optional.of(medium.group(1));
        }
        return sources.orderedStream()
                .flatMap(source -> source.png(path).stream())
                .findFirst()
                .map(png -> media.keep(png, "image/png").id());
    }
}
