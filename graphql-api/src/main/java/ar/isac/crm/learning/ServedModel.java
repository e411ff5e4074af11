package ar.isac.crm.learning;

import ar.isac.crm.understanding.IntentModel;
import ar.isac.crm.understanding.MessageAnalysis;
import ar.isac.crm.understanding.ShopTerms;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The model that serves, whichever that is now. Another one takes its place between two calls; calls that are under way end
 * with the model they began with, and the last of them closes it.
 */
final class ServedModel implements IntentModel {

    private volatile Lease served;

    ServedModel(IntentModel first) {
        this.served = new Lease(first);
    }

    /** A model and how many hold it; whoever lets go of it last closes it. */
    private static final class Lease {

        private final IntentModel model;
        private final AtomicInteger holders = new AtomicInteger(1);

        Lease(IntentModel model) {
            this.model = model;
        }

        boolean hold() {
            return holders.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
        }

        void release() {
            if (holders.decrementAndGet() == 0) {
                model.close();
            }
        }
    }

    /** Puts another model in the place of the one that serves. */
    synchronized void replaceBy(IntentModel next) {
        Lease last = served;
        served = new Lease(next);
        last.release();
    }

    @Override
    public MessageAnalysis analyse(String text) {
        return with(model -> model.analyse(text));
    }

    @Override
    public List<MessageAnalysis> analyse(List<String> texts) {
        return with(model -> model.analyse(texts));
    }

    @Override
    public MessageAnalysis analyse(String text, ShopTerms terms) {
        return with(model -> model.analyse(text, terms));
    }

    @Override
    public List<MessageAnalysis> analyse(List<String> texts, ShopTerms terms) {
        return with(model -> model.analyse(texts, terms));
    }

    @Override
    public String version() {
        return with(IntentModel::version);
    }

    private <T> T with(Function<IntentModel, T> call) {
        while (true) {
            Lease lease = served;
            if (lease.hold()) {
                try {
                    return call.apply(lease.model);
                } finally {
                    lease.release();
                }
            }
            if (served == lease) {
                throw new IllegalStateException("The intent model is closed");
            }
        }
    }

    @Override
    public synchronized void close() {
        served.release();
    }
}
