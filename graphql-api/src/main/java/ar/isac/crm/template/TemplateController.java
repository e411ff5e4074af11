package ar.isac.crm.template;

import ar.isac.crm.account.ChannelAccount;
import ar.isac.crm.account.ChannelAccounts;
import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Conversations;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.conversation.Sending;
import ar.isac.crm.graphql.Edges;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NodeSource;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.graphql.UserError.Code;
import ar.isac.crm.message.MessageContent.MediaContent;
import ar.isac.crm.message.MessageContent.TemplateContent;
import ar.isac.crm.message.MessageContent.TemplateContent.ButtonParameter;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Permissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;

@Controller
class TemplateController implements NodeSource {

    private static final String TYPE = "MessageTemplate";
    private static final String HEADER_FILE = "headerAttachmentId";

    private final MessageTemplates templates;
    private final Conversations conversations;
    private final ChannelAccounts accounts;
    private final Sending sending;

    TemplateController(
            MessageTemplates templates, Conversations conversations, ChannelAccounts accounts, Sending sending) {
        this.templates = templates;
        this.conversations = conversations;
        this.accounts = accounts;
        this.sending = sending;
    }

    /** In the shape of the GraphQL inputs and payloads. */
    record SendTemplateInput(
            String conversationId,
            String templateId,
            @Nullable List<String> parameters,
            @Nullable String headerParameter,
            @Nullable String headerAttachmentId,
            @Nullable List<ButtonParameter> buttonParameters,
            String idempotencyKey) {}

    record SendTemplatePayload(@Nullable Message message, List<UserError> userErrors) {}

    record RefreshInput(String channelId) {}

    record RefreshPayload(List<MessageTemplate> templates, List<UserError> userErrors) {}

    @QueryMapping
    @PreAuthorize(Permissions.SIGNED_IN)
    List<MessageTemplate> messageTemplates(
            @Argument @Nullable String channel, @Argument @Nullable Boolean approvedOnly) {
        List<MessageTemplate> found =
                channel == null ? templates.all() : templates.of(Set.of(GlobalId.raw("ChannelAccount", channel)));
        return Boolean.TRUE.equals(approvedOnly)
                ? found.stream().filter(MessageTemplate::isApproved).toList()
                : found;
    }

    @MutationMapping
    @PreAuthorize(Permissions.OPERATIONS)
    RefreshPayload refreshMessageTemplates(@Argument RefreshInput input) {
        String id = GlobalId.raw("ChannelAccount", input.channelId());
        ChannelAccount account = accounts.find(id).orElseThrow(() -> new NotFound("ChannelAccount"));
        if (account.businessAccountId() == null) {
            return refused("channelId", Code.NOT_ALLOWED, "Cargá primero el id de la cuenta de WhatsApp Business.");
        }
        return templates.refresh(account)
                ? new RefreshPayload(templates.of(Set.of(id)), List.of())
                : refused("channelId", Code.UNAVAILABLE, "WhatsApp no dio las plantillas: probá de nuevo en un rato.");
    }

    private static RefreshPayload refused(String field, Code code, String message) {
        return new RefreshPayload(List.of(), List.of(UserError.at(field, code, message)));
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    SendTemplatePayload sendTemplate(@Argument SendTemplateInput input, @AuthenticationPrincipal Actor actor) {
        String conversationId = GlobalId.raw("Conversation", input.conversationId());
        Conversation conversation = conversations.find(conversationId).orElseThrow(() -> new NotFound("Conversation"));
        MessageTemplate template = templates
                .find(GlobalId.raw(TYPE, input.templateId()))
                .filter(known -> known.accountId().equals(conversation.accountId()))
                .orElseThrow(() -> new NotFound(TYPE));
        List<UserError> errors = check(template, input);
        MediaContent medium = headerMedium(template, input, actor, conversationId, errors);
        if (!errors.isEmpty()) {
            return new SendTemplatePayload(null, errors);
        }
        List<String> values = Objects.requireNonNullElse(input.parameters(), List.of());
        TemplateContent content = new TemplateContent(
                template.name(),
                template.language(),
                values,
                template.filledIn(values, input.headerParameter()),
                template.namesParameters() ? template.parameters() : List.of(),
                input.headerParameter(),
                Objects.requireNonNullElse(input.buttonParameters(), List.of()),
                medium,
                template.category());
        Result<Message> sent = sending.send(actor, conversationId, content, null, "template", input.idempotencyKey());
        return new SendTemplatePayload(sent.value(), sent.errors());
    }

    private @Nullable MediaContent headerMedium(
            MessageTemplate template,
            SendTemplateInput input,
            Actor actor,
            String conversationId,
            List<UserError> errors) {
        MediaContent.Kind wanted = template.headerKind();
        String attachmentId = input.headerAttachmentId();
        if (attachmentId == null || wanted == null) {
            if (attachmentId != null || wanted != null) {
                errors.add(UserError.at(
                        HEADER_FILE,
                        wanted == null ? Code.INVALID : Code.REQUIRED,
                        wanted == null
                                ? "El encabezado de esta plantilla no lleva ningún archivo."
                                : "Adjuntá " + named(wanted) + " para el encabezado."));
            }
            return null;
        }
        Result<MediaContent> attached = sending.attachment(actor, conversationId, attachmentId, HEADER_FILE);
        errors.addAll(attached.errors());
        MediaContent medium = attached.value();
        if (medium != null && medium.kind() != wanted) {
            errors.add(UserError.at(
                    HEADER_FILE, Code.INVALID, "El encabezado de esta plantilla lleva " + named(wanted) + "."));
        }
        return medium;
    }

    private static String named(MediaContent.Kind kind) {
        return switch (kind) {
            case IMAGE -> "una imagen";
            case VIDEO -> "un video";
            case DOCUMENT -> "un documento";
            case AUDIO, VOICE, STICKER -> throw new IllegalArgumentException("No header is a " + kind);
        };
    }

    /** What the platform would find only after the customer was promised something. */
    private static List<UserError> check(MessageTemplate template, SendTemplateInput input) {
        List<UserError> errors = new ArrayList<>();
        if (!template.isApproved()) {
            errors.add(UserError.at(
                    "templateId", Code.NOT_ALLOWED, "WhatsApp no tiene aprobada esta plantilla ahora: elegí otra."));
        }
        if (template.hasUnknownHeader()) {
            errors.add(UserError.at(
                    "templateId",
                    Code.NOT_ALLOWED,
                    "El encabezado de esta plantilla no es texto, imagen, video ni documento: desde acá no se envía."));
        }
        int wanted = template.parameters().size();
        int given = input.parameters() == null ? 0 : input.parameters().size();
        if (wanted != given) {
            errors.add(UserError.at(
                    "parameters",
                    given < wanted ? Code.REQUIRED : Code.INVALID,
                    "La plantilla lleva " + wanted + " datos y hay " + given + "."));
        }
        if (template.headerTakesParameter() != (input.headerParameter() != null)) {
            errors.add(UserError.at(
                    "headerParameter",
                    template.headerTakesParameter() ? Code.REQUIRED : Code.INVALID,
                    template.headerTakesParameter()
                            ? "Falta el dato del encabezado."
                            : "El encabezado de esta plantilla no lleva ningún dato."));
        }
        checkButtons(template, Objects.requireNonNullElse(input.buttonParameters(), List.of()), errors);
        return errors;
    }

    private static void checkButtons(MessageTemplate template, List<ButtonParameter> given, List<UserError> errors) {
        for (int n = 0; n < template.buttons().size(); n++) {
            int index = n;
            boolean isGiven = given.stream().anyMatch(parameter -> parameter.index() == index);
            if (template.buttons().get(n).takesParameter() != isGiven) {
                errors.add(UserError.at(
                        "buttonParameters",
                        isGiven ? Code.INVALID : Code.REQUIRED,
                        isGiven
                                ? "El botón " + (n + 1) + " no lleva ningún dato."
                                : "Falta el final del enlace del botón " + (n + 1) + "."));
            }
        }
        if (given.stream().map(ButtonParameter::index).distinct().count() < given.size()) {
            errors.add(UserError.at("buttonParameters", Code.INVALID, "Hay dos datos para un mismo botón."));
        }
        if (given.stream()
                .anyMatch(parameter -> parameter.index() < 0
                        || parameter.index() >= template.buttons().size())) {
            errors.add(UserError.at("buttonParameters", Code.INVALID, "La plantilla no tiene tantos botones."));
        }
    }

    @SchemaMapping
    String id(MessageTemplate template) {
        return GlobalId.of(TYPE, template.id());
    }

    @BatchMapping
    Map<MessageTemplate, ChannelAccount> channel(List<MessageTemplate> asked) {
        return Edges.of(asked, MessageTemplate::accountId, accounts::find, ChannelAccount::id);
    }

    @SchemaMapping
    boolean isSendable(MessageTemplate template) {
        return template.isApproved() && !template.hasUnknownHeader();
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    @PreAuthorize(Permissions.SIGNED_IN)
    public @Nullable Object find(String rawId) {
        return templates.find(rawId).orElse(null);
    }
}
