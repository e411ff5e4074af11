package ar.isac.crm.understanding;

import ai.djl.ndarray.NDArray;
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
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A model's files: {@code model.json} (metadata), {@code lexicon.txt} (word classes), {@code vocabulary.txt} (the words
 * people write), {@code mentions.bin} (the tagger of mentions) and {@code weights.bin}, which holds for each network and each
 * of its parameters, in the network's order, the count of values and the values, big-endian: small parameters as IEEE 754
 * half floats; the large tables row by row as a float scale and a byte a value, which costs no measurable accuracy. The wide
 * path is linear, so the sum of the networks' tables stands with the first one in the place of them all.
 */
public final class ModelFiles {

    private static final String METADATA = "model.json";

    private static final String WEIGHTS = "weights.bin";

    private static final int MAGIC = 0x49534143;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ModelFiles() {}

    /** Where the files are read from. */
    @FunctionalInterface
    interface Source {
        InputStream open(String name) throws IOException;
    }

    /** Writes a model into a folder. */
    public static void write(
            Path folder,
            ModelMetadata metadata,
            FeatureExtractor extractor,
            MentionTagger tagger,
            List<IntentNetwork> networks)
            throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(Lexicon.FILE), extractor.lexicon().text());
        Files.write(folder.resolve(Spelling.FILE), extractor.spelling().lines());
        Files.writeString(
                folder.resolve(METADATA), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(metadata) + "\n");
        try (OutputStream file = Files.newOutputStream(folder.resolve(MentionTagger.FILE));
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(file, 1 << 16))) {
            tagger.write(out);
        }
        try (OutputStream file = Files.newOutputStream(folder.resolve(WEIGHTS));
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(file, 1 << 16))) {
            out.writeInt(MAGIC);
            for (IntentNetwork network : networks) {
                for (Parameter parameter : network.getParameters().values()) {
                    boolean isWide = parameter == network.wideTable();
                    if (isWide && network != networks.getFirst()) {
                        continue;
                    }
                    float[] values =
                            isWide ? sumOfWide(networks) : parameter.getArray().toFloatArray();
                    out.writeInt(values.length);
                    if (isTable(parameter.getShape())) {
                        writeRows(out, values, (int) parameter.getShape().get(1));
                    } else {
                        for (float value : values) {
                            out.writeShort(Float.floatToFloat16(value));
                        }
                    }
                }
            }
        }
    }

    private static float[] sumOfWide(List<IntentNetwork> networks) {
        float[] sum = networks.getFirst().wideTable().getArray().toFloatArray();
        for (IntentNetwork network : networks.subList(1, networks.size())) {
            float[] more = network.wideTable().getArray().toFloatArray();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += more[i];
            }
        }
        return sum;
    }

    /** Eight hexadecimal digits that differ with any value of any parameter. */
    public static String fingerprint(List<IntentNetwork> networks, MentionTagger tagger) throws IOException {
        CRC32 checksum = new CRC32();
        for (IntentNetwork network : networks) {
            for (Parameter parameter : network.getParameters().values()) {
                checksum.update(parameter.getArray().toByteBuffer());
            }
        }
        try (DataOutputStream out =
                new DataOutputStream(new CheckedOutputStream(OutputStream.nullOutputStream(), checksum))) {
            tagger.write(out);
        }
        return String.format(Locale.ROOT, "%08x", checksum.getValue());
    }

    private static boolean isTable(Shape shape) {
        return shape.dimension() == 2 && shape.get(0) >= 1 << 12;
    }

    private static void writeRows(DataOutputStream out, float[] values, int width) throws IOException {
        byte[] row = new byte[width];
        for (int from = 0; from < values.length; from += width) {
            float largest = 0;
            for (int i = 0; i < width; i++) {
                largest = Math.max(largest, Math.abs(values[from + i]));
            }
            float scale = largest / Byte.MAX_VALUE;
            for (int i = 0; i < width; i++) {
                row[i] = scale == 0 ? 0 : (byte) Math.round(values[from + i] / scale);
            }
            out.writeFloat(scale);
            out.write(row);
        }
    }

    static ModelMetadata metadata(Source source) throws IOException {
        try (InputStream in = source.open(METADATA)) {
            JsonNode json = JSON.readTree(in);
            int format = json.path("format").asInt(0);
            if (format != ModelMetadata.FORMAT) {
                throw new IOException(
                        "The model is of format " + format + ", and this program reads " + ModelMetadata.FORMAT);
            }
            for (RecordComponent field : ModelMetadata.class.getRecordComponents()) {
                if (!json.hasNonNull(field.getName())) {
                    throw new IOException(METADATA + " has no " + field.getName());
                }
            }
            return JSON.treeToValue(json, ModelMetadata.class);
        } catch (JacksonException e) {
            throw new IOException(METADATA + " cannot be read", e);
        }
    }

    /** What reads messages the way the networks were trained to see them. */
    static FeatureExtractor extractor(Source source) throws IOException {
        try (InputStream lexicon = source.open(Lexicon.FILE);
                InputStream vocabulary = source.open(Spelling.FILE)) {
            return new FeatureExtractor(Lexicon.read(lexicon), Spelling.read(vocabulary));
        }
    }

    static MentionTagger tagger(Source source) throws IOException {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(source.open(MentionTagger.FILE), 1 << 16))) {
            return MentionTagger.read(in);
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
                networks.add(new IntentNetwork(metadata.size(), i == 0, shape -> values(in, shape, manager)));
            }
        }
        return networks;
    }

    private static NDArray values(DataInputStream in, Shape shape, NDManager manager) {
        try {
            return manager.create(FloatBuffer.wrap(values(in, shape)), shape);
        } catch (IOException e) {
            throw new UncheckedIOException(WEIGHTS + " cannot be read", e);
        }
    }

    private static float[] values(DataInputStream in, Shape shape) throws IOException {
        int count = in.readInt();
        if (count != shape.size()) {
            throw new IOException(WEIGHTS + " does not fit the network: " + count + " values for " + shape);
        }
        float[] values = new float[count];
        if (isTable(shape)) {
            readRows(in, values, (int) shape.get(1));
        } else {
            for (int i = 0; i < count; i++) {
                values[i] = Float.float16ToFloat(in.readShort());
            }
        }
        return values;
    }

    private static void readRows(DataInputStream in, float[] values, int width) throws IOException {
        byte[] row = new byte[width];
        for (int from = 0; from < values.length; from += width) {
            float scale = in.readFloat();
            in.readFully(row);
            for (int i = 0; i < width; i++) {
                values[from + i] = row[i] * scale;
            }
        }
    }
}
