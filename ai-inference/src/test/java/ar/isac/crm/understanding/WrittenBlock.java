package ar.isac.crm.understanding;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Puts what a benchmark measured into the documentation, between two markers of its name. */
public final class WrittenBlock {

    private WrittenBlock() {}

    /** Replaces the lines between {@code <!-- name:begin -->} and {@code <!-- name:end -->}. */
    public static void replace(Path page, String name, List<String> lines) throws IOException {
        String text = Files.readString(page);
        String begin = "<!-- " + name + ":begin -->\n";
        String end = "<!-- " + name + ":end -->";
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        if (from < 0 || to < from) {
            throw new IllegalStateException(page + " has no place for " + name);
        }
        Files.writeString(page, text.substring(0, from) + begin + String.join("\n", lines) + "\n" + text.substring(to));
    }
}
