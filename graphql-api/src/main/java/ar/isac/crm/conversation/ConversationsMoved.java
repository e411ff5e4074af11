package ar.isac.crm.conversation;

import java.util.Set;

/** Conversations belong to another customer from now on, with all that was made in them. Told again after a crash. */
public record ConversationsMoved(Set<String> conversationIds, String customerId) {}
