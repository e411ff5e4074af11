package ar.isac.crm.hub;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

@Component
class MediaRoute extends RouteBuilder {

    private static final String REQUEST = "request";
    private static final String WANTED = "wanted";

    private final WireFormat wire;
    private final MediaArchive archive;
    private final MediaDownload download;

    MediaRoute(WireFormat wire, MediaArchive archive, MediaDownload download) {
        this.wire = wire;
        this.archive = archive;
        this.download = download;
    }

    @Override
    public void configure() {
        from("hub:queue:" + Queues.MEDIA + "?concurrentConsumers=4")
                .routeId("media")
                .routeDescription("Fetches the bytes of media while the platform still offers them")
                .transform()
                .body(String.class, wire::readMediaRequest)
                .id("media-read")
                .setProperty(REQUEST, body())
                .id("media-remember-request")
                .doTry()
                .transform()
                .body(MediaRequest.class, archive::wanted)
                .id("media-look-up")
                .filter(body().isNotNull())
                .setProperty(WANTED, body())
                .id("media-remember-wanted")
                .transform()
                .body(MediaArchive.Wanted.class, download::download)
                .id("media-download")
                .process(new Keep(archive))
                .id("media-keep")
                .end()
                .endDoTry()
                .doCatch(MediaUnavailable.class)
                .process(new GiveUp(archive))
                .id("media-note-failure")
                .end()
                .filter(body().isNotNull())
                .to(PublishRoute.URI);
    }

    private record Keep(MediaArchive archive) implements Processor {
        @Override
        public void process(Exchange exchange) {
            MediaDownload.Downloaded downloaded = exchange.getMessage().getBody(MediaDownload.Downloaded.class);
            exchange.getMessage()
                    .setBody(archive.keep(
                            exchange.getProperty(WANTED, MediaArchive.Wanted.class),
                            downloaded.bytes(),
                            downloaded.contentType()));
        }
    }

    private record GiveUp(MediaArchive archive) implements Processor {
        @Override
        public void process(Exchange exchange) {
            exchange.getMessage()
                    .setBody(archive.failed(
                            exchange.getProperty(REQUEST, MediaRequest.class),
                            exchange.getProperty(Exchange.EXCEPTION_CAUGHT, MediaUnavailable.class)));
        }
    }
}
