package ar.isac.crm.understanding.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * A table of hashed features while it is trained: a step sees and updates (by AdamW) only the rows that its batch
 * names, so that it costs what it touches and not what the table holds.
 */
final class SparseTable {

    private static final float FIRST_DECAY = 0.9f;

    private static final float SECOND_DECAY = 0.999f;

    private final int width;
    private final float weightDecay;
    private final float[] values;
    private final float[] means;
    private final float[] squares;
    private final int[] updates;
    private final int[] localOfRow;
    private int steps;

    SparseTable(NDArray initial, float weightDecay) {
        this.width = (int) initial.getShape().get(1);
        this.weightDecay = weightDecay;
        this.values = initial.toFloatArray();
        this.means = new float[values.length];
        this.squares = new float[values.length];
        int rows = values.length / width;
        this.updates = new int[rows];
        this.localOfRow = new int[rows];
        Arrays.fill(localOfRow, -1);
    }

    /** Replaces row numbers by positions in the returned list of distinct rows. */
    int[] localise(long[] ids) {
        int[] rows = new int[ids.length];
        int count = 0;
        for (int i = 0; i < ids.length; i++) {
            int row = (int) ids[i];
            if (localOfRow[row] < 0) {
                localOfRow[row] = count;
                rows[count++] = row;
            }
            ids[i] = localOfRow[row];
        }
        for (int i = 0; i < count; i++) {
            localOfRow[rows[i]] = -1;
        }
        return Arrays.copyOf(rows, count);
    }

    NDArray gather(NDManager manager, int[] rows) {
        float[] part = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, rows[i] * width, part, i * width, width);
        }
        NDArray array = manager.create(FloatBuffer.wrap(part), new Shape(rows.length, width));
        array.setRequiresGradient(true);
        return array;
    }

    int nextStep() {
        return steps++;
    }

    void update(int[] rows, NDArray gathered, float rate) {
        float[] gradient;
        try (NDArray array = gathered.getGradient()) {
            gradient = array.toFloatArray();
        }
        for (int i = 0; i < rows.length; i++) {
            int updated = ++updates[rows[i]];
            double firstBias = 1 - Math.pow(FIRST_DECAY, updated);
            double secondBias = Math.sqrt(1 - Math.pow(SECOND_DECAY, updated));
            float step = (float) (rate * secondBias / firstBias);
            int from = rows[i] * width;
            for (int j = 0; j < width; j++) {
                float slope = gradient[i * width + j];
                int at = from + j;
                means[at] = FIRST_DECAY * means[at] + (1 - FIRST_DECAY) * slope;
                squares[at] = SECOND_DECAY * squares[at] + (1 - SECOND_DECAY) * slope * slope;
                values[at] -=
                        step * means[at] / ((float) Math.sqrt(squares[at]) + 1e-8f) + rate * weightDecay * values[at];
            }
        }
    }

    void writeTo(NDArray table, NDManager manager) {
        try (NDArray trained = manager.create(FloatBuffer.wrap(values), table.getShape())) {
            table.muli(0).addi(trained);
        }
    }
}
