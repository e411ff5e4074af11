package ar.isac.crm.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** What somebody does to a message that is there already. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "change")
@JsonSubTypes({
    @JsonSubTypes.Type(value = MessageChange.Reaction.class, name = "reaction"),
    @JsonSubTypes.Type(value = MessageChange.Edit.class, name = "edit"),
    @JsonSubTypes.Type(value = MessageChange.Deletion.class, name = "deletion")
})
public sealed interface MessageChange {

    /**
     * A reaction, in the place of this person's last one.
     *
     * @param emoji null takes the reaction away
     */
    record Reaction(@Nullable String emoji) implements MessageChange {}

    /**
     * Its writer says something else instead.
     *
     * @param number counts the edits of a message where the platform does, from 1; 0 where only the time tells their order
     */
    record Edit(MessageContent content, int number) implements MessageChange {}

    /** Its writer takes it back. */
    record Deletion() implements MessageChange {}
}
