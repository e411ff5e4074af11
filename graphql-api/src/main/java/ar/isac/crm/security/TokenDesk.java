package ar.isac.crm.security;

import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.graphql.UserError.Code;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gives out credentials for programs. */
@Component
class TokenDesk {

    private static final String PREFIX = "isac_";
    private static final int HINT = 4;
    private static final int LONGEST_NAME = 100;
    private static final int MOST = 100;
    private static final Duration USUAL_LIFE = Duration.ofDays(90);
    private static final Duration LONGEST_LIFE = Duration.ofDays(731);

    private final ApiTokens tokens;
    private final Clock clock;

    TokenDesk(ApiTokens tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * What a token is to be for.
     *
     * @param expiresAt in 90 days unless told, in two years at most
     */
    record CreateApiTokenInput(
            String name,
            Role role,
            List<Scope> scopes,
            @Nullable Instant expiresAt) {}

    /** A new token, with the secret that is shown this once. */
    record Given(ApiToken token, Secret secret) {}

    Result<Given> create(CreateApiTokenInput input, Actor actor) {
        Instant now = clock.instant();
        List<UserError> errors = errors(input, now);
        if (!errors.isEmpty()) {
            return new Result.Refused<>(errors);
        }
        if (tokens.all().stream().filter(token -> token.isValid(now)).count() >= MOST) {
            return Result.refused(new UserError(
                    List.of(), Code.NOT_ALLOWED, "Ya hay " + MOST + " claves en uso: revocá las que no hagan falta."));
        }
        Secret secret = Secret.invented(PREFIX);
        ApiToken token = tokens.add(new ApiToken(
                UUID.randomUUID().toString(),
                null,
                secret.hash(),
                secret.value().substring(secret.value().length() - HINT),
                input.name().strip(),
                input.role(),
                input.scopes().stream().distinct().sorted().toList(),
                actor.id(),
                now,
                input.expiresAt() == null ? now.plus(USUAL_LIFE) : input.expiresAt(),
                null,
                null));
        return Result.done(new Given(token, secret));
    }

    private static List<UserError> errors(CreateApiTokenInput input, Instant now) {
        List<UserError> errors = new ArrayList<>();
        if (input.name().isBlank()) {
            errors.add(UserError.at("name", Code.REQUIRED, "Poné un nombre que diga para qué es la clave."));
        } else if (input.name().strip().length() > LONGEST_NAME) {
            errors.add(UserError.at("name", Code.TOO_LONG, "Hasta " + LONGEST_NAME + " caracteres."));
        }
        if (input.scopes().isEmpty()) {
            errors.add(UserError.at("scopes", Code.REQUIRED, "Elegí si la clave lee o también escribe."));
        }
        Instant end = input.expiresAt();
        if (end != null && !end.isAfter(now)) {
            errors.add(UserError.at("expiresAt", Code.INVALID, "Elegí un vencimiento en el futuro."));
        } else if (end != null && end.isAfter(now.plus(LONGEST_LIFE))) {
            errors.add(UserError.at("expiresAt", Code.INVALID, "Una clave dura dos años como mucho."));
        }
        return errors;
    }
}
