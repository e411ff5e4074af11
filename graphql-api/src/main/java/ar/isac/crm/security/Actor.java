package ar.isac.crm.security;

import java.io.Serial;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/** Whoever acts: an advisor in a session, or a program with a token. */
public final class Actor implements UserDetails, CredentialsContainer {

    @Serial
    private static final long serialVersionUID = 1;

    private final String id;
    private final String name;
    private final Role role;
    private final boolean mayWrite;
    private final Proof proof;
    private final @Nullable String advisorId;
    private @Nullable String passwordHash;

    private Actor(
            String id,
            String name,
            Role role,
            boolean mayWrite,
            Proof proof,
            @Nullable String advisorId,
            @Nullable String passwordHash) {
        this.id = id;
        this.name = name;
        this.role = role;
        this.mayWrite = mayWrite;
        this.proof = proof;
        this.advisorId = advisorId;
        this.passwordHash = passwordHash;
    }

    static Actor of(Advisor advisor, Proof proof) {
        return new Actor(
                advisor.id(), advisor.name(), advisor.role(), true, proof, advisor.id(), advisor.passwordHash());
    }

    static Actor program(ApiToken token) {
        return new Actor(
                "token:" + token.id(),
                token.name(),
                token.role(),
                token.scopes().contains(Scope.WRITE),
                new Proof.OfToken(token.id()),
                null,
                null);
    }

    /** Whoever has the token of the settings. */
    static Actor administrator() {
        return new Actor("token:admin", "CRM_ADMIN_TOKEN", Role.ADMIN, true, new Proof.OfSettings(), null, null);
    }

    /** Tells actors apart in keys and in the audit log. */
    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    public Role role() {
        return role;
    }

    /** The advisor; null for a program. */
    public @Nullable String advisorId() {
        return advisorId;
    }

    /** Whether they may change anything: a token may be for reading alone. */
    public boolean mayWrite() {
        return mayWrite;
    }

    /** Whether this is a program with a token, whoever it belongs to, and no browser. */
    public boolean isProgram() {
        return switch (proof) {
            case Proof.OfToken token -> true;
            case Proof.OfSettings settings -> true;
            case Proof.OfLogin login -> false;
            case Proof.OfSession session -> false;
        };
    }

    Proof proof() {
        return proof;
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return List.of(new SimpleGrantedAuthority(role.authority()));
    }

    @Override
    public @Nullable String getPassword() {
        return passwordHash;
    }

    @Override
    public String getUsername() {
        return id;
    }

    @Override
    public void eraseCredentials() {
        passwordHash = null;
    }
}
