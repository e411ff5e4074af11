package ar.isac.crm.hub;

import ar.isac.crm.channel.ChannelConnection;
import ar.isac.crm.message.DeliveryOutcome;
import ar.isac.crm.message.Signal;
import org.jspecify.annotations.Nullable;

/** How signals leave, and what became of them. */
public interface SignalDesk {

    /** The way to the platform; null when the account cannot send now, and then the signal is dropped. */
    @Nullable
    ChannelConnection connection(Signal signal);

    /** Told what became of a signal that will not be tried again. */
    void settled(Signal signal, DeliveryOutcome outcome);
}
