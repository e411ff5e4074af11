package ar.isac.crm.security;

import java.io.Serializable;

/** What an actor has shown of who they are; whatever ends it ends what they may do. */
sealed interface Proof extends Serializable {

    /** Logging in, just now: with an e-mail and its password, or by the identity provider. */
    record OfLogin() implements Proof {}

    /** A browser's session. */
    record OfSession(String sessionId) implements Proof {}

    /** A token that an administrator gave out. */
    record OfToken(String tokenId) implements Proof {}

    /** The token of the settings, which only a start of the program changes. */
    record OfSettings() implements Proof {}
}
