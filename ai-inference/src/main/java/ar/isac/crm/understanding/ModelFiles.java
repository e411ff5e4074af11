package ar.isac.crm.understanding;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * The model's two files: {@code model.json} (metadata) and {@code weights.bin}, which holds for each network and each of
 * its parameters, in the network's order, the count of values and the values as IEEE 754 half floats, big-endian.
 */
public final class ModelFiles {

    private static final String METADATA = "model.json";

    private static final String WEIGHTS = "weights.bin";

    private static final int MAGIC = 0x49534143;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ModelFiles() {}

    /** Where the two files are read from. */
    @FunctionalInterface
    interface Source {
        InputStream open(String name) throws IOException;
    }

    /** Writes both files into a folder. */
    public static void write(Path folder, ModelMetadata metadata, List<IntentNetwork> networks) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve(METADATA), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(metadata) + "\n");
        try (OutputStream file = Files.newOutputStream(folder.resolve(WEIGHTS));
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(file, 1 << 16))) {
            out.writeInt(MAGIC);
            for (IntentNetwork network : networks) {
                for (Parameter parameter : network.getParameters().values()) {
                    float[] values = parameter.getArray().toFloatArray();
                    out.writeInt(values.length);
                    for (float value : values) {
                        out.writeShort(Float.floatToFloat16(value));
                    }
                }
            }
        }
    }

    static ModelMetadata metadata(Source source) throws IOException {
        try (InputStream in = source.open(METADATA)) {
            return JSON.readValue(in, ModelMetadata.class);
        }
    }

    /** The networks, their values owned by {@code manager}. */
    static List<IntentNetwork> networks(Source source, ModelMetadata metadata, NDManager manager) throws IOException {
        List<IntentNetwork> networks = new ArrayList<>(metadata.members());
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(source.open(WEIGHTS), 1 << 16))) {
            if (in.readInt() != MAGIC) {
                throw new IOException(WEIGHTS + " is not a weights file");
            }
            for (int i = 0; i < metadata.members(); i++) {
                IntentNetwork network = new IntentNetwork(metadata.size(), 0, 0);
                network.initializeOn(manager);
                network.freezeParameters(true);
                for (Parameter parameter : network.getParameters().values()) {
                    parameter.getArray().set(values(in, parameter.getShape()));
                }
                networks.add(network);
            }
        }
        return networks;
    }

    private static float[] values(DataInputStream in, Shape shape) throws IOException {
        int count = in.readInt();
        if (count != shape.size()) {
            throw new IOException(WEIGHTS + " does not fit the network: " + count + " values for " + shape);
        }
        byte[] halves = in.readNBytes(2 * count);
        if (halves.length < 2 * count) {
            throw new IOException(WEIGHTS + " ends early");
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = Float.float16ToFloat((short) ((halves[2 * i] << 8) | (halves[2 * i + 1] & 0xFF)));
        }
        return values;
    }
}
