package ar.isac.crm.hub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.deployers.impl.FileConfigurationParser;
import org.apache.activemq.artemis.core.journal.impl.JournalFile;
import org.apache.activemq.artemis.core.journal.impl.JournalImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/**
 * Artemis inside this process, its journal on disk, reachable from this process alone.
 *
 * <p>On JDK 25 Artemis can reopen an existing journal only while Netty may use Unsafe ({@code io.netty.noUnsafe=false}); when it
 * cannot, its {@code start()} returns as if all were well. So start-up asks whether the server is active, and fails if not.
 */
final class EmbeddedBroker {

    /** In-VM address; the number keeps it apart from any other broker that a test may start. */
    static final String URL = "vm://0";

    private static final int COMPACTION_SECONDS = 120;

    private final Path directory;
    private EmbeddedActiveMQ server;

    EmbeddedBroker(Path directory) {
        this.directory = directory;
        this.server = start();
    }

    private EmbeddedActiveMQ start() {
        EmbeddedActiveMQ starting = new EmbeddedActiveMQ();
        try {
            Files.createDirectories(directory);
            starting.setConfiguration(configuration());
            starting.start();
        } catch (Exception e) {
            throw new BrokerStartException(
                    "The message broker could not start in %s: %s".formatted(directory, e.getMessage()), e);
        }
        if (!starting.getActiveMQServer().isActive()) {
            throw new BrokerStartException(
                    "The message broker did not become active in %s. Is another process using the directory, or does the JVM run without -Dio.netty.noUnsafe=false?"
                            .formatted(directory));
        }
        return starting;
    }

    private Configuration configuration() throws Exception {
        try (InputStream description = EmbeddedBroker.class.getResourceAsStream("/broker.xml")) {
            if (description == null) {
                throw new IOException("broker.xml is not on the classpath");
            }
            Configuration configuration = new FileConfigurationParser().parseMainConfig(description);
            configuration.setName("crm");
            configuration.setJournalDirectory(directory.resolve("journal").toString());
            configuration.setBindingsDirectory(directory.resolve("bindings").toString());
            configuration.setLargeMessagesDirectory(directory.resolve("large").toString());
            configuration.setPagingDirectory(directory.resolve("paging").toString());
            // In this process alone, where nobody needs to say who they are.
            configuration.setSecurityEnabled(false);
            configuration.clearAcceptorConfigurations();
            configuration.addAcceptorConfiguration("in-vm", URL);
            return configuration;
        }
    }

    boolean isActive() {
        return server.getActiveMQServer().isActive();
    }

    /**
     * Leaves nothing in the journal's files of messages that were handled. The journal keeps them until a file holds nothing
     * else, and then keeps the file for later use: so every file that may hold something is closed, what still counts is
     * copied to new ones, and the old ones are deleted.
     */
    void compact() throws Exception {
        if (server.getActiveMQServer().getStorageManager().getMessageJournal() instanceof JournalImpl journal) {
            deleteFreeFiles(journal);
            // The file that is open next was opened in advance, and may have been used before.
            journal.forceMoveNextFile();
            journal.forceMoveNextFile();
            journal.scheduleCompactAndBlock(COMPACTION_SECONDS);
            deleteFreeFiles(journal);
        }
    }

    private static void deleteFreeFiles(JournalImpl journal) throws Exception {
        while (journal.getFilesRepository().getFreeFilesCount() > 0) {
            JournalFile free = journal.getFilesRepository().getFreeFile();
            if (free == null) {
                return;
            }
            free.getFile().delete();
        }
    }

    /** Stops the broker and starts it on the same data, as after a failure of the machine. */
    void restart() throws Exception {
        server.stop();
        server = start();
    }

    /** Stops the broker; {@link #restart} brings it back. */
    void stop() throws Exception {
        server.stop();
    }
}
