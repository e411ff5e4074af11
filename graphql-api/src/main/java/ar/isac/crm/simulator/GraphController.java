package ar.isac.crm.simulator;

import ar.isac.crm.simulator.Phone.App;
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
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A local stand-in of Meta's Graph API: the same paths below a base of its own, the same answers and refusals. */
@RestController
@OnlyInDemo
class GraphController {

    private static final String BASE = "/simulator/graph/{version:v\\d+\\.\\d+}";
    private static final String BEARER = "Bearer ";

    private final MetaPlatform platform;
    private final Phones phones;
    private final KeptMedia media;
    private final LinkedMedia uploads;
    private final SimulatedMeta meta;

    GraphController(MetaPlatform platform, Phones phones, KeptMedia media, LinkedMedia uploads, SimulatedMeta meta) {
        this.platform = platform;
        this.phones = phones;
        this.media = media;
        this.uploads = uploads;
        this.meta = meta;
    }

    @PostMapping(path = BASE + "/{accountId}/messages", produces = MediaType.APPLICATION_JSON_VALUE)
    String send(
            @PathVariable String accountId,
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            @RequestBody(required = false) byte @Nullable [] body)
            throws InterruptedException {
        requireToken(authorization);
        JsonNode json = read(body);
        App app = app(json);
        return MetaJson.JSON.writeValueAsString(platform.handle(app, account(app, accountId), json));
    }

    private static JsonNode read(byte @Nullable [] body) {
        try {
            JsonNode json = MetaJson.JSON.readTree(body == null ? new byte[0] : body);
            if (!json.isObject()) {
                throw MetaRefusal.badParameter("The request's body must be a JSON object.");
            }
            return json;
        } catch (JacksonException e) {
            throw MetaRefusal.badParameter("The request's body must be valid JSON.");
        }
    }

    /** Both platforms have the same path; WhatsApp's bodies name the product. */
    private static App app(JsonNode body) {
        JsonNode product = body.path("messaging_product");
        if (product.isMissingNode()) {
            if (!body.path("recipient").isObject()) {
                throw MetaRefusal.badParameter("The parameter messaging_product is required.");
            }
            return App.INSTAGRAM;
        }
        if (!"whatsapp".equals(product.asString(""))) {
            throw MetaRefusal.badParameter("Param messaging_product must be one of {WHATSAPP}.");
        }
        return App.WHATSAPP;
    }

    private String account(App app, String given) {
        if (given.equals("me")) {
            return meta.accountId(app);
        }
        if (!given.matches("\\d+")) {
            throw MetaRefusal.noSuchObject(given);
        }
        return given;
    }

    @PostMapping(path = BASE + "/{accountId}/media", produces = MediaType.APPLICATION_JSON_VALUE)
    String upload(
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            @RequestHeader(name = "Content-Type", defaultValue = "") String contentType,
            @RequestBody(required = false) byte @Nullable [] body) {
        requireToken(authorization);
        Upload upload = Upload.of(contentType, body == null ? new byte[0] : body);
        try {
            String kind = upload.mimeType().startsWith("image/webp") ? "sticker" : kind(upload.mimeType());
            String id = uploads.keep(kind, upload.mimeType(), upload.bytes()).id();
            return MetaJson.JSON.writeValueAsString(
                    MetaJson.JSON.createObjectNode().put("id", id));
        } catch (LinkedMedia.NotFetched e) {
            throw MetaRefusal.badParameter("Param file must be a file of a supported type: " + e.getMessage());
        }
    }

    private static String kind(String mimeType) {
        String first = mimeType.split("/", 2)[0];
        return switch (first) {
            case "image", "video", "audio" -> first;
            default -> "document";
        };
    }

    /** A medium's whereabouts, or an Instagram user's profile: Graph knows everything by its id. */
    @GetMapping(path = BASE + "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    String find(
            @PathVariable String id,
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization) {
        requireToken(authorization);
        ObjectNode found = media.find(id)
                .map(this::whereabouts)
                .or(() -> profile(id))
                .orElseThrow(() -> MetaRefusal.noSuchObject(id));
        return MetaJson.JSON.writeValueAsString(found);
    }

    private ObjectNode whereabouts(KeptMedia.Kept kept) {
        return MetaJson.JSON
                .createObjectNode()
                .put("messaging_product", "whatsapp")
                .put("url", meta.baseUrl() + "/simulator/lookaside/" + kept.id())
                .put("mime_type", kept.mimeType())
                .put("sha256", kept.sha256())
                .put("file_size", kept.bytes().length)
                .put("id", kept.id());
    }

    private Optional<ObjectNode> profile(String id) {
        return phones.find(Phone.id(App.INSTAGRAM, id))
                .map(phone -> MetaJson.JSON
                        .createObjectNode()
                        .put("name", phone.name())
                        .put("username", phone.username())
                        .put("id", phone.address()));
    }

    /** WhatsApp's media, for those with the token. */
    @GetMapping("/simulator/lookaside/{id}")
    ResponseEntity<byte[]> lookaside(
            @PathVariable String id,
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization) {
        requireToken(authorization);
        return bytes(id);
    }

    /** Instagram's media, for whoever has the link. */
    @GetMapping(PhoneOwners.CDN_PATH + "{id}")
    ResponseEntity<byte[]> bytes(@PathVariable String id) {
        return media.find(id)
                .map(kept -> ResponseEntity.ok()
                        .contentType(MediaType.parseMediaType(kept.mimeType()))
                        .header("X-Content-Type-Options", "nosniff")
                        .header("Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'")
                        .body(kept.bytes()))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    private static void requireToken(@Nullable String authorization) {
        if (authorization == null
                || !authorization.startsWith(BEARER)
                || authorization.substring(BEARER.length()).isBlank()) {
            throw MetaRefusal.noToken();
        }
    }

    @ExceptionHandler
    ResponseEntity<String> refuse(MetaRefusal refusal) {
        HttpStatus status = refusal.status();
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(MetaJson.JSON.writeValueAsString(refusal.json()));
    }
}
