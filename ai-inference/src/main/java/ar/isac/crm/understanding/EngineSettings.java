package ar.isac.crm.understanding;

/** How PyTorch is started: from the jars alone, and with one thread for an operation. */
public final class EngineSettings {

    private EngineSettings() {}

    /**
     * Sets what DJL reads when its engine loads; later calls change nothing. Values given from outside win. One thread for an
     * operation: several would make single messages wait for each other, and sum in another order each time in training.
     */
    public static void prepare() {
        setUnlessGiven("ai.djl.offline", "true");
        setUnlessGiven("OPT_OUT_TRACKING", "true");
        setUnlessGiven("ai.djl.pytorch.num_threads", "1");
        setUnlessGiven("ai.djl.pytorch.num_interop_threads", "1");
        setUnlessGiven("ai.djl.pytorch.graph_optimizer", "false");
    }

    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
