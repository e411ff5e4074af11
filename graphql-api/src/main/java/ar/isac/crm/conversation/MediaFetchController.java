package ar.isac.crm.conversation;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.message.MessageContent.MediaContent;
import ar.isac.crm.security.Permissions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;

/** What advisors see and do about media that could not be had. */
@Controller
class MediaFetchController {

    private final Messages messages;
    private final IncomingMedia media;

    MediaFetchController(Messages messages, IncomingMedia media) {
        this.messages = messages;
        this.media = media;
    }

    /** In the shape of the GraphQL types. */
    record MediaProblem(MediaContent.Problem code, String message) {}

    record FetchMediaInput(String messageId) {}

    record FetchMediaPayload(@Nullable Message message, List<UserError> userErrors) {}

    @SchemaMapping(typeName = "MediaContent")
    @Nullable
    MediaProblem problem(MediaContent content) {
        MediaContent.Problem problem = content.problem();
        return problem == null ? null : new MediaProblem(problem, words(problem));
    }

    private static String words(MediaContent.Problem problem) {
        return switch (problem) {
            case GONE -> "La plataforma ya no lo ofrece. Pedile al cliente que lo mande de nuevo.";
            case NO_ACCESS -> "La cuenta no tiene acceso válido a la plataforma: hay que volver a conectarla.";
            case UNREACHABLE -> "La plataforma no respondió. Probá traerlo de nuevo.";
            case TOO_LARGE -> "Pesa más de 20 MB: miralo en el teléfono.";
            case NOT_AS_ANNOUNCED -> "Lo que llegó no es lo que la plataforma anunció.";
            case FORBIDDEN_ADDRESS -> "El enlace lleva a una dirección que no se visita por seguridad.";
        };
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    FetchMediaPayload fetchMedia(@Argument FetchMediaInput input) {
        String id = GlobalId.raw("Message", input.messageId());
        Message message = messages.find(id).orElseThrow(() -> new NotFound("Message"));
        return switch (media.fetchAgain(message)) {
            case UNDER_WAY -> new FetchMediaPayload(messages.find(id).orElse(message), List.of());
            case NO_MEDIUM -> refused(UserError.Code.INVALID, "Ese mensaje no tiene un archivo.");
            case NO_SOURCE -> refused(UserError.Code.UNAVAILABLE, "No se sabe de dónde traer el archivo.");
        };
    }

    private static FetchMediaPayload refused(UserError.Code code, String why) {
        return new FetchMediaPayload(null, List.of(UserError.at("messageId", code, why)));
    }
}
