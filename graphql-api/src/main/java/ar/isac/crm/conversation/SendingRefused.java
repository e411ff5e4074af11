package ar.isac.crm.conversation;

import ar.isac.crm.message.MessageContent;

/** A platform would not send something, for good. */
public record SendingRefused(String accountId, String conversationId, MessageContent content, String code) {}
