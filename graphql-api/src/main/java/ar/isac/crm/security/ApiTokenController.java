package ar.isac.crm.security;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NodeSource;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;

@Controller
class ApiTokenController implements NodeSource {

    private static final String TYPE = "ApiToken";

    private final ApiTokens tokens;
    private final TokenDesk desk;

    ApiTokenController(ApiTokens tokens, TokenDesk desk) {
        this.tokens = tokens;
        this.desk = desk;
    }

    /** In the shape of the GraphQL payloads and inputs. */
    record CreateApiTokenPayload(
            @Nullable ApiToken apiToken, @Nullable String secret, List<UserError> userErrors) {

        static CreateApiTokenPayload of(Result<TokenDesk.Given> result) {
            TokenDesk.Given given = result.value();
            return new CreateApiTokenPayload(
                    given == null ? null : given.token(),
                    given == null ? null : given.secret().value(),
                    result.errors());
        }
    }

    record RevokeApiTokenInput(String apiTokenId) {}

    record RevokeApiTokenPayload(@Nullable ApiToken apiToken, List<UserError> userErrors) {}

    @QueryMapping
    @PreAuthorize(Permissions.ADMINISTRATION)
    List<ApiToken> apiTokens() {
        return tokens.all();
    }

    @MutationMapping
    @PreAuthorize(Permissions.ADMINISTRATION)
    CreateApiTokenPayload createApiToken(
            @Argument TokenDesk.CreateApiTokenInput input, @AuthenticationPrincipal Actor actor) {
        return CreateApiTokenPayload.of(desk.create(input, actor));
    }

    @MutationMapping
    @PreAuthorize(Permissions.ADMINISTRATION)
    RevokeApiTokenPayload revokeApiToken(@Argument RevokeApiTokenInput input) {
        return new RevokeApiTokenPayload(tokens.revoke(GlobalId.raw(TYPE, input.apiTokenId())), List.of());
    }

    @SchemaMapping
    String id(ApiToken token) {
        return GlobalId.of(TYPE, token.id());
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    @PreAuthorize(Permissions.ADMINISTRATION)
    public @Nullable Object find(String rawId) {
        return tokens.find(rawId).orElse(null);
    }
}
