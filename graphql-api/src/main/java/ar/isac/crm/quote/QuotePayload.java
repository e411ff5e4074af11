package ar.isac.crm.quote;

import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** In the shape of the GraphQL payloads of quotes. */
record QuotePayload(@Nullable Quote quote, List<UserError> userErrors) {

    static QuotePayload of(Result<Quote> result) {
        return new QuotePayload(result.value(), result.errors());
    }
}
