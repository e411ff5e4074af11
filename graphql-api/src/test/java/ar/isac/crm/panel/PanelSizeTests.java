package ar.isac.crm.panel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class PanelSizeTests {

    private static final int MOST = 300_000;
    private static final Pattern SCRIPT = Pattern.compile("(?:src|href)=\"(/panel/assets/[^\"]+\\.js)\"");

    @Test
    void whatAPageLoadsBeforeAnyOfItsOwnIsSmall() throws IOException {
        String page = new String(read("/index.html"), StandardCharsets.UTF_8);
        List<String> scripts = SCRIPT.matcher(page)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();

        int compressed = 0;
        for (String script : scripts) {
            compressed += gzipped(read(script));
        }

        assertThat(scripts).isNotEmpty();
        assertThat(compressed).as("bytes of %s", scripts).isLessThan(MOST);
    }

    @Test
    void noScriptStandsInThePageItself() throws IOException {
        String page = new String(read("/index.html"), StandardCharsets.UTF_8);
        Matcher inline =
                Pattern.compile("<script(?![^>]*\\bsrc=)|<style|\\son\\w+=").matcher(page);

        assertThat(inline.find()).isFalse();
    }

    private static byte[] read(String path) throws IOException {
        try (InputStream file = Objects.requireNonNull(
                PanelSizeTests.class.getResourceAsStream("/static" + path),
                "The panel is built with the product: " + path)) {
            return file.readAllBytes();
        }
    }

    private static int gzipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        }
        return compressed.size();
    }
}
