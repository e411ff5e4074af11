package ar.isac.crm.sale;

import ar.isac.crm.conversation.Sight;
import ar.isac.crm.document.PaperFiles;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Permissions;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Receipts on paper, as their customers get them, for those who may see the conversation. */
@RestController
class ReceiptPapers {

    private final SaleRequests requests;
    private final Receipts receipts;
    private final PaperFiles files;
    private final Sight sight;

    ReceiptPapers(SaleRequests requests, Receipts receipts, PaperFiles files, Sight sight) {
        this.requests = requests;
        this.receipts = receipts;
        this.files = files;
        this.sight = sight;
    }

    @GetMapping("/papers/{number:V-[0-9]{6,18}}.{form:" + PaperFiles.FORMS + "}")
    @PreAuthorize(Permissions.CONVERSATIONS)
    ResponseEntity<byte[]> paper(
            @PathVariable String number, @PathVariable String form, @AuthenticationPrincipal Actor actor) {
        Sale sale = requests.numbered(number);
        if (sale.paid() == null || !sight.sees(actor, sale.conversationId())) {
            throw new NotFound("Sale");
        }
        return files.of(receipts.pdf(sale), form, number);
    }

    @ExceptionHandler(NotFound.class)
    ResponseEntity<Void> notFound() {
        return ResponseEntity.status(HttpStatus.NOT_FOUND).build();
    }
}
