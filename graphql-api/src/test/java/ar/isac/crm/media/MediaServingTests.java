package ar.isac.crm.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import ar.isac.crm.document.PagePictures;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;
import org.springframework.data.mongodb.gridfs.GridFsTemplate;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class MediaServingTests {

    @TempDir
    private Path directory;

    /** What a customer may claim a file to be, and what becomes of it. */
    @ParameterizedTest
    @CsvSource({
        "image/png, image/png, inline",
        "video/mp4, video/mp4, inline",
        "audio/ogg; codecs=opus, audio/ogg, inline",
        "application/pdf, application/pdf, attachment",
        "text/plain, text/plain, attachment",
        "text/html, application/octet-stream, attachment",
        "image/svg+xml, application/octet-stream, attachment",
        "application/xhtml+xml, application/octet-stream, attachment",
        "application/x-of-the-future, application/octet-stream, attachment",
        "'no type at all', application/octet-stream, attachment"
    })
    void onlyPlainMediaOpenInTheBrowserAndNothingIsRun(String claimed, String served, String how) throws Exception {
        MediaStore store = new FileMediaStore(directory);
        String id = new Media(store)
                .keep("<script>alert(1)</script>".getBytes(UTF_8), claimed)
                .id();
        MockMvc web = MockMvcBuilders.standaloneSetup(new MediaController(store, new Media(store), new PagePictures()))
                .build();

        web.perform(get("/media/" + id).param("name", "../a\"b\r\n.html"))
                .andExpect(status().isOk())
                .andExpect(content().contentType(served))
                .andExpect(header().string("X-Content-Type-Options", "nosniff"))
                .andExpect(header().string("Content-Security-Policy", "default-src 'none'; sandbox"))
                .andExpect(result -> assertThat(result.getResponse().getHeader("Content-Disposition"))
                        .startsWith(how)
                        .doesNotContain("/", "\r", "\n"));
    }

    /** Browsers wind by asking for pieces; Safari plays nothing that has none. */
    @Test
    void aVoiceNoteIsServedInThePiecesThatAPlayerAsksFor() throws Exception {
        MediaStore store = new FileMediaStore(directory);
        String id = new Media(store)
                .keep("OggS and more".getBytes(UTF_8), "audio/ogg")
                .id();
        MockMvc web = MockMvcBuilders.standaloneSetup(new MediaController(store, new Media(store), new PagePictures()))
                .build();

        web.perform(get("/media/" + id).header("Range", "bytes=0-1"))
                .andExpect(status().isPartialContent())
                .andExpect(header().string("Content-Range", "bytes 0-1/13"))
                .andExpect(header().longValue("Content-Length", 2))
                .andExpect(content().contentType("audio/ogg"))
                .andExpect(content().bytes("Og".getBytes(UTF_8)));
        web.perform(get("/media/" + id).header("Range", "bytes=9-"))
                .andExpect(status().isPartialContent())
                .andExpect(content().bytes("more".getBytes(UTF_8)));
        web.perform(get("/media/" + id))
                .andExpect(status().isOk())
                .andExpect(header().longValue("Content-Length", 13))
                .andExpect(content().bytes("OggS and more".getBytes(UTF_8)));
    }

    @Test
    void bothStoresKeepBytesUnderTheirHashAndTheSameBytesOnce() throws Exception {
        MongoServer server = new MongoServer(new MemoryBackend());
        try (MongoClient client = MongoClients.create(
                server.bindAndGetConnectionString().replace("mongodb://0:0:0:0:0:0:0:0", "mongodb://localhost")
                        + "/?retryWrites=false")) {
            MongoDatabaseFactory factory = new SimpleMongoClientDatabaseFactory(client, "crm");
            GridFsTemplate gridFs = new GridFsTemplate(factory, new MongoTemplate(factory).getConverter());
            byte[] large = new byte[700_000];
            large[699_999] = 7;

            for (MediaStore store : List.of(new FileMediaStore(directory), new GridFsMediaStore(gridFs))) {
                Media media = new Media(store);
                String id = media.keep(large, "video/mp4").id();

                assertThat(media.keep(large, "video/mp4").id()).isEqualTo(id);
                assertThat(media.bytes(id)).hasValue(large);
                assertThat(store.get(id).orElseThrow().length()).isEqualTo(700_000);
                assertThat(store.get("0".repeat(64))).isEmpty();
            }
            assertThat(client.getDatabase("crm").getCollection("fs.files").countDocuments())
                    .isEqualTo(1);
        } finally {
            server.shutdownNow();
        }
    }
}
