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
    private final @Nullable String advisorId;
    private @Nullable String passwordHash;

    private Actor(String id, String name, Role role, @Nullable String advisorId, @Nullable String passwordHash) {
        this.id = id;
        this.name = name;
        this.role = role;
        this.advisorId = advisorId;
        this.passwordHash = passwordHash;
    }

    static Actor of(Advisor advisor) {
        return new Actor(advisor.id(), advisor.name(), advisor.role(), advisor.id(), advisor.passwordHash());
    }

    static Actor program(String id, String name, Role role) {
        return new Actor(id, name, role, null, null);
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
