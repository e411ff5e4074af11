package ar.isac.crm.security;

import java.util.UUID;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Hires advisors, for the tests of what each role may do. */
public final class Staff {

    private Staff() {}

    /** Somebody who can log in from now on; the raw id. */
    public static String hire(Advisors advisors, PasswordEncoder passwords, String email, Role role, String password) {
        String id = UUID.randomUUID().toString();
        advisors.save(new Advisor(id, null, email, role.name(), role, passwords.encode(password), true));
        return id;
    }

    /** Somebody leaves the shop. */
    public static void dismiss(Advisors advisors, String id) {
        Advisor who = advisors.find(id).orElseThrow();
        advisors.save(
                new Advisor(who.id(), who.version(), who.email(), who.name(), who.role(), who.passwordHash(), false));
    }
}
