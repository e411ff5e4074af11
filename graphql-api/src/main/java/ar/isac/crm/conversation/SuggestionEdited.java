package ar.isac.crm.conversation;

import ar.isac.crm.security.Actor;

/**
 * An advisor said it in other words than the assistant had suggested.
 *
 * @param suggestion what was suggested
 * @param text what was sent instead
 */
public record SuggestionEdited(Conversation conversation, Suggestion suggestion, String text, Actor actor) {}
