package ar.isac.crm.hub;

import ar.isac.crm.channel.ChannelConnection;
import ar.isac.crm.message.DeliveryOutcome;
import ar.isac.crm.message.OutboundMessage;
import java.util.List;

/** The lanes: which message of a conversation may go out now, and what became of it. */
public interface DeliveryLog {

    /** What a nudge leads to, with what is to be published in any case. */
    sealed interface Claim {

        List<Publication> publications();

        /** Send this; the attempt is already stored, and nobody else will send it. */
        record Send(OutboundMessage message, ChannelConnection connection, List<Publication> publications)
                implements Claim {}

        /** Nothing to send now. */
        record Wait(List<Publication> publications) implements Claim {}
    }

    /** Claims the lowest open message of the lane and stores the attempt. An attempt that is already open is never claimed again. */
    Claim claim(Nudge nudge);

    /** Stores the outcome of an attempt and returns what is to be published: events, and a nudge for the next message. */
    List<Publication> record(OutboundMessage attempt, DeliveryOutcome outcome);
}
