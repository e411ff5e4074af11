package ar.isac.crm.database;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.function.DoubleSupplier;

/**
 * How full the heap is with what garbage collection could not free. The embedded database keeps all data in memory, so
 * a shop that outgrows the heap must give it more or move to a real MongoDB, and should hear of it in time.
 */
public final class HeapPressure {

    /** The share of the heap from which on the owner is told. */
    public static final double HIGH = 0.6;

    private final DoubleSupplier share;

    HeapPressure(DoubleSupplier share) {
        this.share = share;
    }

    static HeapPressure ofThisProcess() {
        return new HeapPressure(HeapPressure::shareAfterCollection);
    }

    /** The share of the maximum heap, 0 to 1, that survived the last collection; 0 before the first one. */
    public double share() {
        return share.getAsDouble();
    }

    public boolean isHigh() {
        return share() >= HIGH;
    }

    private static double shareAfterCollection() {
        long survived = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage afterCollection = pool.getCollectionUsage();
            if (pool.getType() == MemoryType.HEAP && afterCollection != null) {
                survived += afterCollection.getUsed();
            }
        }
        return (double) survived / Runtime.getRuntime().maxMemory();
    }
}
