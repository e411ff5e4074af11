package ar.isac.crm.privacy;

import ar.isac.crm.security.AccessNoted;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The archive of a customer for whoever has a link that has not ended; what is forged or over is not there. */
@RestController
class ArchiveController {

    private final CustomerArchives archives;
    private final ApplicationEventPublisher events;

    ArchiveController(CustomerArchives archives, ApplicationEventPublisher events) {
        this.archives = archives;
        this.events = events;
    }

    @GetMapping("/archives/{link:[A-Za-z0-9_-]{1,600}}.zip")
    void archive(@PathVariable String link, HttpServletResponse response) throws IOException {
        Optional<String> customerId = archives.customerId(link);
        if (customerId.isEmpty()) {
            response.setStatus(HttpStatus.NOT_FOUND.value());
            return;
        }
        events.publishEvent(AccessNoted.byLink("fetchCustomerArchive"));
        response.setContentType("application/zip");
        response.setHeader("Content-Disposition", "attachment; filename=\"customer.zip\"");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Robots-Tag", "noindex");
        archives.write(customerId.get(), response.getOutputStream());
    }
}
