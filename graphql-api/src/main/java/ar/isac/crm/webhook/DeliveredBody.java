package ar.isac.crm.webhook;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** The bytes of a delivery, as long as one may be. */
final class DeliveredBody {

    /** Meta's own limit for a delivery. */
    private static final int MOST_BYTES = 3 * 1024 * 1024;

    private DeliveredBody() {}

    /** @throws TooLarge when there is more */
    static byte[] of(HttpServletRequest request) throws IOException, TooLarge {
        byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            throw new TooLarge();
        }
        return body;
    }

    /** The delivery is longer than any may be. */
    static final class TooLarge extends Exception {
        private static final long serialVersionUID = 1;
    }
}
