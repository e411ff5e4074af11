package ar.isac.crm.understanding;

/** How PyTorch is started: from the jars alone, and with a fixed number of threads for one operation. */
public final class EngineSettings {

    private EngineSettings() {}

    /**
     * Sets what DJL reads when its engine loads; later calls change nothing. Values given from outside win.
     *
     * @param threads for one operation: 1 to serve single messages, more to train
     */
    public static void prepare(int threads) {
        setUnlessGiven("ai.djl.offline", "true");
        setUnlessGiven("OPT_OUT_TRACKING", "true");
        setUnlessGiven("ai.djl.pytorch.num_threads", String.valueOf(threads));
        setUnlessGiven("ai.djl.pytorch.num_interop_threads", "1");
        setUnlessGiven("ai.djl.pytorch.graph_optimizer", "false");
    }

    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
