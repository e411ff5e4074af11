package ar.isac.crm.channel;

import org.jspecify.annotations.Nullable;

/**
 * A call to a platform's sending API: always a POST of JSON.
 *
 * @param body the JSON
 * @param bearerToken never logged
 */
public record ApiRequest(String url, String body, String bearerToken) {

    @Override
    public String toString() {
        return "ApiRequest[POST " + url + "]";
    }

    /** The platform's answer. {@code body} is null when there was none. */
    public record Answer(int status, @Nullable String body) {}
}
