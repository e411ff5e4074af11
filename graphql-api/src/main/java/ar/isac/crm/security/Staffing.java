package ar.isac.crm.security;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Who works here, as what. Whatever is asked, somebody remains who can ask for more. */
@Component
class Staffing {

    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@]+");
    private static final int LONGEST = 200;
    private static final int SHORTEST_PASSWORD = 10;

    /** Beyond this bcrypt reads no further. */
    private static final int LONGEST_PASSWORD = 72;

    private final Advisors advisors;
    private final PasswordEncoder passwords;

    Staffing(Advisors advisors, PasswordEncoder passwords) {
        this.advisors = advisors;
        this.passwords = passwords;
    }

    /**
     * What is to be known of an advisor. What is null stays as it is; somebody new needs all but the last.
     *
     * @param id of an advisor there is, global; null for somebody new
     */
    record SaveAdvisorInput(
            @Nullable String id,
            @Nullable String email,
            @Nullable String name,
            @Nullable Role role,
            @Nullable String password,
            @Nullable Boolean isActive) {}

    /** The advisor as stored, or why not. */
    record Saved(@Nullable Advisor advisor, List<UserError> errors) {}

    Saved save(SaveAdvisorInput input) {
        Optional<Advisor> known = Optional.ofNullable(input.id())
                .map(id -> advisors.find(GlobalId.raw("Advisor", id)).orElseThrow(() -> new NotFound("Advisor")));
        List<UserError> errors = errors(input, known.isEmpty());
        if (!errors.isEmpty()) {
            return new Saved(null, errors);
        }
        Advisor next = next(input, known.orElseGet(Staffing::stranger));
        if (known.filter(this::isLastAdministrator).isPresent() && !isAdministrator(next)) {
            return refused("role", UserError.Code.NOT_ALLOWED, "No quedaría nadie que pueda administrar el local.");
        }
        try {
            return new Saved(advisors.save(next), List.of());
        } catch (DuplicateKeyException emailTaken) {
            return refused("email", UserError.Code.INVALID, "Otra persona ya entra con ese e-mail.");
        } catch (OptimisticLockingFailureException changedMeanwhile) {
            return save(input);
        }
    }

    private static Saved refused(String field, UserError.Code code, String message) {
        return new Saved(null, List.of(UserError.at(field, code, message)));
    }

    private static List<UserError> errors(SaveAdvisorInput input, boolean isNew) {
        List<UserError> errors = new ArrayList<>();
        check(
                        input.email(),
                        isNew,
                        "email",
                        "un e-mail",
                        email -> EMAIL.matcher(email).matches())
                .ifPresent(errors::add);
        check(input.name(), isNew, "name", "un nombre", name -> !name.isBlank()).ifPresent(errors::add);
        check(
                        input.password(),
                        isNew,
                        "password",
                        "una contraseña de %d a %d caracteres".formatted(SHORTEST_PASSWORD, LONGEST_PASSWORD),
                        password -> password.length() >= SHORTEST_PASSWORD && password.length() <= LONGEST_PASSWORD)
                .ifPresent(errors::add);
        if (isNew && input.role() == null) {
            errors.add(UserError.at("role", UserError.Code.REQUIRED, "Elegí un rol."));
        }
        return errors;
    }

    private static Optional<UserError> check(
            @Nullable String value, boolean isNeeded, String field, String wanted, Predicate<String> isRight) {
        if (value == null) {
            return isNeeded
                    ? Optional.of(UserError.at(field, UserError.Code.REQUIRED, "Poné " + wanted + "."))
                    : Optional.empty();
        }
        if (value.length() > LONGEST) {
            return Optional.of(UserError.at(field, UserError.Code.TOO_LONG, "Hasta 200 caracteres."));
        }
        return isRight.test(value.strip())
                ? Optional.empty()
                : Optional.of(UserError.at(field, UserError.Code.INVALID, "Poné " + wanted + "."));
    }

    private static Advisor stranger() {
        return new Advisor(UUID.randomUUID().toString(), null, "", "", Role.ADVISOR, "", true);
    }

    private Advisor next(SaveAdvisorInput input, Advisor before) {
        String password = input.password();
        return new Advisor(
                before.id(),
                before.version(),
                input.email() == null ? before.email() : input.email().strip().toLowerCase(Locale.ROOT),
                input.name() == null ? before.name() : input.name().strip(),
                input.role() == null ? before.role() : input.role(),
                password == null ? before.passwordHash() : String.valueOf(passwords.encode(password)),
                input.isActive() == null ? before.isActive() : input.isActive());
    }

    private boolean isLastAdministrator(Advisor advisor) {
        return isAdministrator(advisor)
                && advisors.active().stream().filter(Staffing::isAdministrator).count() == 1;
    }

    private static boolean isAdministrator(Advisor advisor) {
        return advisor.isActive() && advisor.role() == Role.ADMIN;
    }
}
