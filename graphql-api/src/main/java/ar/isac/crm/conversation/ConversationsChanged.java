package ar.isac.crm.conversation;

import java.util.Set;

/** Conversations were stored anew or changed on this node. */
public record ConversationsChanged(Set<String> ids) {}
