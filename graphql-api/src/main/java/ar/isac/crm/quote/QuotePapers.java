package ar.isac.crm.quote;

import ar.isac.crm.conversation.Sight;
import ar.isac.crm.document.PaperFiles;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Permissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Quotes on paper, as their customers get them, for those who may see the conversation. */
@RestController
class QuotePapers {

    /** A product's global id, how many, and the share to take off in hundredths of a percent. */
    private static final Pattern LINE = Pattern.compile("([\\w=-]{1,100}):(\\d{1,6}):(\\d{1,5})");

    private final QuoteRequests requests;
    private final QuoteMessages messages;
    private final PaperFiles files;
    private final Sight sight;

    QuotePapers(QuoteRequests requests, QuoteMessages messages, PaperFiles files, Sight sight) {
        this.requests = requests;
        this.messages = messages;
        this.files = files;
        this.sight = sight;
    }

    @GetMapping("/papers/{number:C-[0-9]{6,18}}.{form:" + PaperFiles.FORMS + "}")
    @PreAuthorize(Permissions.CONVERSATIONS)
    ResponseEntity<byte[]> paper(
            @PathVariable String number, @PathVariable String form, @AuthenticationPrincipal Actor actor) {
        Quote quote = requests.numbered(number);
        if (!sight.sees(actor, quote.conversationId())) {
            throw new NotFound("Quote");
        }
        return files.of(messages.pdf(quote), form, number);
    }

    /** How a quote would look that is not made yet: nothing is stored, and no number is taken. */
    @GetMapping("/papers/quote.png")
    @PreAuthorize(Permissions.CONVERSATIONS)
    ResponseEntity<?> preview(
            @RequestParam String conversation, @RequestParam List<String> line, @AuthenticationPrincipal Actor actor) {
        if (!sight.sees(actor, GlobalId.raw("Conversation", conversation))) {
            throw new NotFound("Conversation");
        }
        Result<Quote> drawn = requests.drawn(conversation, lines(line), actor);
        return switch (drawn) {
            case Result.Done<Quote>(Quote quote) -> files.picture(messages.pdf(quote));
            case Result.Refused<Quote>(List<UserError> errors) -> refused(errors);
        };
    }

    private static List<SelectionInput> lines(List<String> given) {
        List<SelectionInput> lines = new ArrayList<>();
        for (String each : given) {
            Matcher line = LINE.matcher(each);
            if (!line.matches()) {
                throw new NotFound("Product");
            }
            lines.add(new SelectionInput(
                    line.group(1), Integer.parseInt(line.group(2)), Integer.parseInt(line.group(3)), null));
        }
        return lines;
    }

    private static ResponseEntity<Map<String, String>> refused(List<UserError> errors) {
        return ResponseEntity.unprocessableContent()
                .body(Map.of("message", errors.stream().map(UserError::message).collect(Collectors.joining(" "))));
    }

    @ExceptionHandler(NotFound.class)
    ResponseEntity<Void> notFound() {
        return ResponseEntity.status(HttpStatus.NOT_FOUND).build();
    }
}
