package ar.isac.crm.hub;

import java.io.IOException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.util.Timeout;

/**
 * HTTP to servers of other people's: a request is one request, without redirect, second try or cookie. An address that no
 * administrator set is reached only where it is public.
 */
final class ForeignServers implements AutoCloseable {

    private static final Timeout CONNECT = Timeout.ofSeconds(3);

    private final CloseableHttpClient trusting;
    private final CloseableHttpClient checking;

    /**
     * Ways to them.
     *
     * @param silence so long a server may say nothing
     * @param connections as many at once, to one server or to several
     */
    ForeignServers(DnsResolver names, Timeout silence, int connections) {
        this.trusting = client(names, silence, connections);
        this.checking = client(new PublicAddresses(names), silence, connections);
    }

    private static CloseableHttpClient client(DnsResolver names, Timeout silence, int connections) {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(names)
                        .setMaxConnTotal(connections)
                        .setMaxConnPerRoute(connections)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT)
                                .setSocketTimeout(silence)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(silence)
                        .setConnectionRequestTimeout(silence)
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                // A small answer must not unfold into a large one.
                .disableContentCompression()
                .build();
    }

    /**
     * Asks.
     *
     * @param isTrusted whether an administrator set the address
     * @throws PublicAddresses.Private when the address is none that is reached
     * @throws IOException when there was no answer
     */
    <T> T ask(ClassicHttpRequest request, boolean isTrusted, HttpClientResponseHandler<T> answered) throws IOException {
        return (isTrusted ? trusting : checking).execute(request, answered);
    }

    @Override
    public void close() throws IOException {
        trusting.close();
        checking.close();
    }
}
