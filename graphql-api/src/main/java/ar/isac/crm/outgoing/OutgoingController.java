package ar.isac.crm.outgoing;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NodeSource;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.outgoing.WebhookDesk.ReplayWebhookDeliveriesInput;
import ar.isac.crm.outgoing.WebhookDesk.SaveWebhookInput;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Permissions;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;

/** Outgoing webhooks over GraphQL. */
@Controller
class OutgoingController implements NodeSource {

    private final WebhookDesk desk;
    private final Webhooks webhooks;
    private final Clock clock;

    OutgoingController(WebhookDesk desk, Webhooks webhooks, Clock clock) {
        this.desk = desk;
        this.webhooks = webhooks;
        this.clock = clock;
    }

    /** In the shape of the GraphQL inputs and payloads. */
    record OneWebhookInput(String webhookId) {}

    record ReplayWebhookDeliveryInput(String deliveryId) {}

    record WebhookPayload(@Nullable Webhook webhook, List<UserError> userErrors) {

        static WebhookPayload of(Webhook webhook) {
            return new WebhookPayload(webhook, List.of());
        }
    }

    record DeliveryPayload(Delivery delivery, List<UserError> userErrors) {}

    record ReplayedPayload(@Nullable Integer replayed, List<UserError> userErrors) {}

    record DeletedPayload(String webhookId, List<UserError> userErrors) {}

    @QueryMapping(name = "webhooks")
    @PreAuthorize(Permissions.INTEGRATION)
    List<Webhook> all() {
        return desk.all();
    }

    @QueryMapping
    @PreAuthorize(Permissions.INTEGRATION)
    Webhook webhook(@Argument String id) {
        return desk.find(id);
    }

    @QueryMapping
    @PreAuthorize(Permissions.INTEGRATION)
    Page<Delivery> webhookDeliveries(
            @Argument String webhookId,
            @Argument Delivery.@Nullable Status status,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after) {
        return desk.deliveries(webhookId, status, first, after);
    }

    @MutationMapping
    @PreAuthorize(Permissions.INTEGRATION)
    WebhookPayload saveWebhook(@Argument SaveWebhookInput input, @AuthenticationPrincipal Actor actor) {
        Result<Webhook> result = desk.save(input, actor);
        return new WebhookPayload(result.value(), result.errors());
    }

    @MutationMapping
    @PreAuthorize(Permissions.INTEGRATION)
    WebhookPayload pauseWebhook(@Argument OneWebhookInput input) {
        return WebhookPayload.of(desk.pause(input.webhookId()));
    }

    @MutationMapping
    @PreAuthorize(Permissions.INTEGRATION)
    WebhookPayload resumeWebhook(@Argument OneWebhookInput input) {
        return WebhookPayload.of(desk.resume(input.webhookId()));
    }

    @MutationMapping
    @PreAuthorize(Permissions.INTEGRATION)
    DeletedPayload deleteWebhook(@Argument OneWebhookInput input) {
        return new DeletedPayload(
                GlobalId.of(WebhookDesk.TYPE, desk.delete(input.webhookId()).id()), List.of());
    }

    @MutationMapping
    @PreAuthorize(Permissions.INTEGRATION)
    DeliveryPayload testWebhook(@Argument OneWebhookInput input) {
        return new DeliveryPayload(desk.test(input.webhookId()), List.of());
    }

    @MutationMapping
    @PreAuthorize(Permissions.INTEGRATION)
    DeliveryPayload replayWebhookDelivery(@Argument ReplayWebhookDeliveryInput input) {
        return new DeliveryPayload(desk.replay(input.deliveryId()), List.of());
    }

    @MutationMapping
    @PreAuthorize(Permissions.INTEGRATION)
    ReplayedPayload replayWebhookDeliveries(@Argument ReplayWebhookDeliveriesInput input) {
        Result<Integer> result = desk.replay(input);
        return new ReplayedPayload(result.value(), result.errors());
    }

    @SchemaMapping
    String id(Webhook webhook) {
        return GlobalId.of(WebhookDesk.TYPE, webhook.id());
    }

    @SchemaMapping
    boolean isActive(Webhook webhook) {
        return webhook.isActive();
    }

    @SchemaMapping
    int secretsInForce(Webhook webhook) {
        return webhook.sealedSecrets(clock.instant()).size();
    }

    @SchemaMapping(typeName = "WebhookDelivery", field = "id")
    String deliveryId(Delivery delivery) {
        return GlobalId.of(WebhookDesk.DELIVERY, delivery.id());
    }

    @SchemaMapping(typeName = "WebhookDelivery", field = "tries")
    List<Delivery.Try> tries(Delivery delivery) {
        return delivery.tries().reversed();
    }

    @Override
    public String type() {
        return WebhookDesk.TYPE;
    }

    @Override
    @PreAuthorize(Permissions.INTEGRATION)
    public @Nullable Object find(String rawId) {
        return webhooks.find(rawId).orElse(null);
    }
}
