package ar.isac.crm.media;

import ar.isac.crm.graphql.UserError;
import ar.isac.crm.graphql.UserError.Code;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Permissions;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;

/** Files that advisors attach: announced over GraphQL, and sent to the address that is given for each. */
@Controller
class UploadController {

    private static final Pattern MIME_TYPE = Pattern.compile("[a-z]+/[a-z0-9.+-]{1,100}");
    private static final Pattern TAKEN = Pattern.compile("image/(png|jpeg|webp)|audio/(aac|amr|mpeg|mp4|ogg|wav)"
            + "|video/(mp4|3gpp|ogg|webm|quicktime)|text/plain|application/(pdf|msword|vnd\\.ms-[a-z]+"
            + "|vnd\\.openxmlformats-officedocument\\.[a-z.]+)");
    private static final int LONGEST_NAME = 200;

    private final Uploads uploads;

    UploadController(Uploads uploads) {
        this.uploads = uploads;
    }

    /** In the shape of the GraphQL input and types. */
    record CreateUploadInput(String fileName, String mimeType, int size) {}

    record UploadTicket(String attachmentId, String url, Instant expiresAt) {}

    record CreateUploadPayload(@Nullable UploadTicket upload, List<UserError> userErrors) {}

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    CreateUploadPayload createUpload(@Argument CreateUploadInput input, @AuthenticationPrincipal Actor actor) {
        String mimeType = input.mimeType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        List<UserError> errors = check(input, mimeType);
        if (!errors.isEmpty()) {
            return new CreateUploadPayload(null, errors);
        }
        Uploads.Upload upload = uploads.begin(actor.id(), harmless(input.fileName()), mimeType, input.size());
        return new CreateUploadPayload(new UploadTicket(upload.id(), uploads.path(upload), upload.endsAt()), List.of());
    }

    private static List<UserError> check(CreateUploadInput input, String mimeType) {
        List<UserError> errors = new ArrayList<>();
        if (input.fileName().isBlank()) {
            errors.add(UserError.at("fileName", Code.REQUIRED, "Falta el nombre del archivo."));
        } else if (input.fileName().length() > LONGEST_NAME) {
            errors.add(UserError.at("fileName", Code.TOO_LONG, "El nombre del archivo tiene más de 200 caracteres."));
        }
        if (!MIME_TYPE.matcher(mimeType).matches() || !TAKEN.matcher(mimeType).matches()) {
            errors.add(UserError.at(
                    "mimeType",
                    Code.INVALID,
                    "Se pueden adjuntar imágenes JPG o PNG, audios, videos, PDF y documentos de oficina."));
        }
        if (input.size() < 1) {
            errors.add(UserError.at("size", Code.INVALID, "El archivo está vacío."));
        } else if (input.size() > Uploads.MOST_BYTES) {
            errors.add(UserError.at("size", Code.TOO_LONG, "El archivo pesa más de 32 MB."));
        }
        return errors;
    }

    /** A name, and never a path. */
    private static String harmless(String fileName) {
        String name = fileName.replace('\\', '/');
        return name.substring(name.lastIndexOf('/') + 1)
                .replaceAll("[\\p{Cntrl}\\p{Cf}\"<>|:*?]", "_")
                .strip();
    }

    /** The signed address is the permission: whoever was given it may send these bytes, once announced, for an hour. */
    @PutMapping("/uploads/{signed:[A-Za-z0-9._-]{1,200}}")
    ResponseEntity<Void> put(@PathVariable String signed, HttpServletRequest request) throws IOException {
        Optional<Uploads.Upload> upload = uploads.of(signed);
        if (upload.isEmpty()) {
            return ResponseEntity.notFound().build();
        }
        byte[] bytes = request.getInputStream().readNBytes(upload.get().size() + 1);
        try {
            uploads.take(upload.get(), bytes);
            return ResponseEntity.noContent().build();
        } catch (Uploads.WrongBytes wrong) {
            return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT).build();
        }
    }
}
