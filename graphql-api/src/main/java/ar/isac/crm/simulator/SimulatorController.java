package ar.isac.crm.simulator;

import ar.isac.crm.simulator.Phone.App;
import ar.isac.crm.simulator.PhoneContent.Medium;
import ar.isac.crm.simulator.PhoneContent.Place;
import ar.isac.crm.simulator.PhoneContent.Words;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What the simulator's page does: phones, and what their owners do with them. Every POST has a type that no foreign page's form can send. */
@RestController
@RequestMapping("/simulator/api")
@OnlyInDemo
class SimulatorController {

    private static final int NEWEST = 200;
    private static final int LONGEST_TEXT = 4096;

    /** A family of four with skin colours, and some room. */
    private static final int LONGEST_EMOJI = 40;

    private static final int LONGEST_NAME = 60;

    private final Phones phones;
    private final PhoneOwners owners;
    private final LinkedMedia media;
    private final KeptMedia kept;
    private final PhoneFeed feed;
    private final ScriptedCustomers crowd;

    SimulatorController(
            Phones phones,
            PhoneOwners owners,
            LinkedMedia media,
            KeptMedia kept,
            PhoneFeed feed,
            ScriptedCustomers crowd) {
        this.phones = phones;
        this.owners = owners;
        this.media = media;
        this.kept = kept;
        this.feed = feed;
        this.crowd = crowd;
    }

    /** A new phone; without a name and an address they are invented. */
    record NewPhone(
            App app, @Nullable String name, @Nullable String address) {}

    /** What the owner does. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Text.class, name = "text"),
        @JsonSubTypes.Type(value = Choice.class, name = "choice"),
        @JsonSubTypes.Type(value = Location.class, name = "location"),
        @JsonSubTypes.Type(value = Retry.class, name = "retry"),
        @JsonSubTypes.Type(value = React.class, name = "react"),
        @JsonSubTypes.Type(value = Edit.class, name = "edit"),
        @JsonSubTypes.Type(value = Delete.class, name = "delete"),
        @JsonSubTypes.Type(value = Seen.class, name = "seen")
    })
    sealed interface Act {}

    record Text(String text, @Nullable String replyToId) implements Act {}

    record Choice(String messageId, String optionId) implements Act {}

    record Location(
            double latitude,
            double longitude,
            @Nullable String name,
            @Nullable String address) implements Act {}

    record Retry(String messageId) implements Act {}

    /** Without an emoji the reaction is taken away. */
    record React(String messageId, @Nullable String emoji) implements Act {}

    record Edit(String messageId, String text) implements Act {}

    record Delete(String messageId) implements Act {}

    record Seen() implements Act {}

    @GetMapping("/phones")
    List<Phones.View> phones() {
        return phones.views(NEWEST);
    }

    @GetMapping("/crowd")
    PhoneFeed.Crowd crowd() {
        return crowd.crowd();
    }

    /** The customers who write by themselves begin; the body is an empty object. */
    @PostMapping(path = "/crowd", consumes = MediaType.APPLICATION_JSON_VALUE)
    PhoneFeed.Crowd startCrowd() {
        return crowd.start();
    }

    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events() {
        return feed.watch();
    }

    @PostMapping(path = "/phones", consumes = MediaType.APPLICATION_JSON_VALUE)
    Phone add(@RequestBody NewPhone wanted) {
        String name = wanted.name() == null ? "" : wanted.name().strip();
        if (name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("El nombre es demasiado largo");
        }
        Phone invented = name.isEmpty() ? Inventions.phone(wanted.app()) : Inventions.named(wanted.app(), name);
        String address = wanted.address() == null ? "" : wanted.address().replaceAll("[+\\-() ]", "");
        if (address.isEmpty()) {
            return phones.add(invented);
        }
        if (!address.matches("\\d{8,20}")) {
            throw new IllegalArgumentException("El número lleva solo dígitos, con código de país");
        }
        return phones.add(Phone.of(wanted.app(), address, invented.name(), invented.username()));
    }

    @PostMapping(path = "/phones/{id}/acts", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<PhoneMessage> act(@PathVariable String id, @RequestBody Act act) {
        Phone phone = phone(id);
        return switch (act) {
            case Text text -> ResponseEntity.ok(owners.write(phone, new Words(checked(text.text())), text.replyToId()));
            case Choice choice -> ResponseEntity.of(owners.press(phone, choice.messageId(), choice.optionId()));
            case Location place ->
                ResponseEntity.ok(owners.write(
                        phone, new Place(place.latitude(), place.longitude(), place.name(), place.address()), null));
            case Retry retry -> {
                owners.retry(phone, retry.messageId());
                yield ResponseEntity.noContent().build();
            }
            case React reaction ->
                ResponseEntity.of(owners.react(phone, reaction.messageId(), emoji(reaction.emoji())));
            case Edit edit -> ResponseEntity.of(owners.edit(phone, edit.messageId(), checked(edit.text())));
            case Delete deletion -> ResponseEntity.of(owners.delete(phone, deletion.messageId()));
            case Seen seen -> {
                owners.see(phone);
                yield ResponseEntity.noContent().build();
            }
        };
    }

    private static @Nullable String emoji(@Nullable String emoji) {
        if (emoji == null || emoji.isBlank()) {
            return null;
        }
        if (emoji.length() > LONGEST_EMOJI) {
            throw new IllegalArgumentException("Eso no es un emoji");
        }
        return emoji.strip();
    }

    private static String checked(String text) {
        if (text.isBlank() || text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException("El mensaje está vacío o pasa de " + LONGEST_TEXT + " caracteres");
        }
        return text;
    }

    @PostMapping(
            path = "/phones/{id}/images",
            consumes = {MediaType.IMAGE_JPEG_VALUE, MediaType.IMAGE_PNG_VALUE})
    PhoneMessage sendImage(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String caption,
            @RequestHeader("Content-Type") String mimeType,
            @RequestBody byte[] image)
            throws LinkedMedia.NotFetched {
        Phone phone = phone(id);
        KeptMedia.Kept stored = media.keep("image", mimeType, image);
        String words = caption.isBlank() ? null : checked(caption);
        return owners.write(phone, new Medium("image", stored.id(), words, null), null);
    }

    @GetMapping("/media/{id}")
    ResponseEntity<byte[]> media(@PathVariable String id) {
        Optional<KeptMedia.Kept> found = kept.find(id);
        return found.map(medium -> ResponseEntity.ok()
                        .contentType(MediaType.parseMediaType(medium.mimeType()))
                        .header("X-Content-Type-Options", "nosniff")
                        .header("Cache-Control", "private, max-age=86400, immutable")
                        .body(medium.bytes()))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    private Phone phone(String id) {
        return phones.find(id).orElseThrow(() -> new UnknownPhone(id));
    }

    /** The phone has been forgotten. */
    static final class UnknownPhone extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnknownPhone(String id) {
            super("No phone " + id);
        }
    }

    /** What is wrong, for the page to show. */
    record Problem(String problem) {}

    @ExceptionHandler
    ResponseEntity<Problem> refuse(UnknownPhone unknown) {
        return ResponseEntity.status(HttpStatus.NOT_FOUND).body(new Problem("Ese teléfono ya no está"));
    }

    @ExceptionHandler
    ResponseEntity<Problem> refuse(IllegalArgumentException wrong) {
        return ResponseEntity.badRequest().body(new Problem(String.valueOf(wrong.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<Problem> refuse(LinkedMedia.NotFetched refused) {
        return ResponseEntity.badRequest().body(new Problem("WhatsApp no acepta esa imagen: JPG o PNG de hasta 5 MB"));
    }
}
