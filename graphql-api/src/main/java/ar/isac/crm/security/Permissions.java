package ar.isac.crm.security;

/** The rules of {@code @PreAuthorize}, each in one place. */
public final class Permissions {

    /** Who may read and write what customers say. */
    public static final String CONVERSATIONS = "@standing.readsConversations(authentication)";

    /** Who sees that the system runs: what it could not handle, and trying again. No text of conversations by itself. */
    public static final String OPERATIONS = "@standing.operates(authentication)";

    /** Who may change what is sold. */
    public static final String INVENTORY = "hasAnyRole('ADMIN','SUPERVISOR','INTEGRATOR')";

    /** Who connects the shop with other systems, secrets included, which nobody reads again. */
    public static final String INTEGRATION = "hasAnyRole('ADMIN','INTEGRATOR')";

    /** Who decides how the shop works: what the assistant may do, how the team's work is shared. */
    public static final String SUPERVISION = "hasAnyRole('ADMIN','SUPERVISOR')";

    /** Who decides about people and about what the assistant has learnt. */
    public static final String ADMINISTRATION = "hasRole('ADMIN')";

    /** Whoever has logged in or holds a token. */
    public static final String SIGNED_IN = "isAuthenticated()";

    private Permissions() {}
}
