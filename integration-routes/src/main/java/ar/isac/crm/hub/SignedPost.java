package ar.isac.crm.hub;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * One POST to an address of somebody else's: no redirect, no second try, no cookie, and an end after {@link #LONGEST}. An
 * address that no administrator set is reached only where it is public.
 */
@Component
public class SignedPost implements AutoCloseable {

    /** So long an answer may take in all. */
    public static final Duration LONGEST = Duration.ofSeconds(15);

    private static final int CONNECTIONS = 64;

    private final ForeignServers servers;
    private final Duration longest;

    @Autowired
    public SignedPost() {
        this(SystemDefaultDnsResolver.INSTANCE, LONGEST);
    }

    SignedPost(DnsResolver names, Duration longest) {
        this.servers = new ForeignServers(names, Timeout.of(LONGEST), CONNECTIONS);
        this.longest = longest;
    }

    /** The address lies in a private network, and no administrator set it. */
    public static final class Forbidden extends IOException {
        private static final long serialVersionUID = 1;

        Forbidden() {
            super("The address leads into a private network");
        }
    }

    /**
     * Posts JSON.
     *
     * @param isTrusted whether an administrator set the address
     * @return the answer's status, whatever it is
     * @throws Forbidden when the address is none that is reached
     * @throws IOException when there was no answer
     */
    public int post(URI address, Map<String, String> headers, byte[] body, boolean isTrusted) throws IOException {
        HttpPost post = new HttpPost(address);
        headers.forEach(post::setHeader);
        post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        Thread end = Thread.ofVirtual().name("webhook-end").start(() -> cancel(post));
        try {
            return servers.ask(post, isTrusted, HttpResponse::getCode);
        } catch (PublicAddresses.Private inPrivateNetwork) {
            throw new Forbidden();
        } finally {
            end.interrupt();
        }
    }

    /** Time-outs of sockets begin anew with every byte. */
    private void cancel(HttpPost post) {
        try {
            TimeUnit.MILLISECONDS.sleep(longest.toMillis());
            post.cancel();
        } catch (InterruptedException answered) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        servers.close();
    }
}
