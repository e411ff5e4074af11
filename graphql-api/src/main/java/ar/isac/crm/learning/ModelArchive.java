package ar.isac.crm.learning;

import ar.isac.crm.learning.ShopModel.Published;
import ar.isac.crm.media.Media;
import ar.isac.crm.shop.ShopSettings;
import ar.isac.crm.understanding.DjlIntentModel;
import ar.isac.crm.understanding.IntentModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * The files of the models trained here: kept with the media, which every node of a shared database reads, and unpacked into a
 * folder for each version, {@code CRM_DATA_DIR/models/<version>}.
 */
@Component
class ModelArchive {

    /** No file of a model is nearly as large. */
    private static final long LARGEST_FILE = 200L << 20;

    private final Media media;
    private final Path folder;

    ModelArchive(Media media, ShopSettings shop) {
        this.media = media;
        this.folder = shop.dataDir().resolve("models").toAbsolutePath();
    }

    /** Where trainings work. */
    Path workshop(String trainingId) {
        return folder.resolve("training-" + trainingId);
    }

    /** Keeps every file of a trained model; the ids by name. */
    Map<String, String> keep(Path trained) {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(trained)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (Files.size(file) > LARGEST_FILE) {
                    throw new IllegalStateException(file.getFileName() + " is too large for a model's file");
                }
                files.put(
                        file.getFileName().toString(),
                        media.keep(Files.readAllBytes(file), "application/octet-stream")
                                .id());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The trained model cannot be read", e);
        }
        return files;
    }

    /** Loads a model, warmed up; its folder is made from the kept files where this node has not got it yet. */
    IntentModel load(Published model) {
        return DjlIntentModel.load(unpacked(model));
    }

    /** The folder of a model. */
    Path unpacked(Published model) {
        Path target = folder.resolve(safe(model.version()));
        if (Files.isDirectory(target)) {
            return target;
        }
        try {
            Files.createDirectories(folder);
            Path unfinished = Files.createTempDirectory(folder, "unfinished");
            for (Map.Entry<String, String> file : model.files().entrySet()) {
                byte[] bytes = media.bytes(file.getValue())
                        .orElseThrow(() -> new IllegalStateException(
                                "The file " + file.getKey() + " of model " + model.version() + " is not kept here"));
                Files.write(unfinished.resolve(safe(file.getKey())), bytes);
            }
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException("Model " + model.version() + " cannot be unpacked", e);
        }
    }

    private static String safe(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,100}")) {
            throw new IllegalStateException("Not a name of a model's file");
        }
        return name;
    }

    /** Removes the folders of models that are neither used nor rolled back to, and of trainings that have ended. */
    void clean(ShopModel shop) {
        List<String> kept = new ArrayList<>();
        Published current = shop.current();
        if (current != null) {
            kept.add(current.version());
        }
        if (shop.previous() != null && shop.previous().model() != null) {
            kept.add(shop.previous().model().version());
        }
        if (shop.isTraining() && shop.training() != null) {
            kept.add("training-" + shop.training().id());
        }
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> all = Files.list(folder)) {
            all.filter(path -> !Set.copyOf(kept).contains(path.getFileName().toString()))
                    .forEach(ModelArchive::delete);
        } catch (IOException e) {
            throw new UncheckedIOException("Models cannot be listed", e);
        }
    }

    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be deleted", e);
        }
    }
}
