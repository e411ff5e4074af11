package ar.isac.crm.template;

import ar.isac.crm.account.ChannelAccount;
import ar.isac.crm.account.ChannelAccounts;
import ar.isac.crm.account.ChannelHealth;
import ar.isac.crm.account.ChannelSaved;
import ar.isac.crm.channel.ChannelConnection;
import ar.isac.crm.conversation.SendingRefused;
import ar.isac.crm.database.GuardedUpdate;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.message.ConversationEvent;
import ar.isac.crm.message.InboundUpdate.InboundNotice;
import ar.isac.crm.message.MessageContent.TemplateContent;
import ar.isac.crm.pending.Alarm;
import ar.isac.crm.pending.AlarmHandler;
import ar.isac.crm.pending.Alarms;
import ar.isac.crm.pending.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/**
 * The templates, a small collection. Read from the platform by the calendar, when somebody asks, and soon after the platform
 * has told that one of them changed; what cannot be read stays as it was.
 */
@Component
class MessageTemplates implements AlarmHandler {

    private static final Logger log = LoggerFactory.getLogger(MessageTemplates.class);
    private static final String KIND = "messageTemplates";
    private static final Duration ROUND = Duration.ofHours(6);
    private static final Duration AGAIN = Duration.ofMinutes(15);

    /** Meta's codes for a template that its customers did not like. */
    private static final Map<String, String> STOPPED = Map.of("132015", "PAUSED", "132016", "DISABLED");

    private final MongoTemplate database;
    private final ChannelAccounts accounts;
    private final ChannelHealth health;
    private final TemplateSource source;
    private final Alarms alarms;
    private final Outbox outbox;
    private final Clock clock;

    MessageTemplates(
            MongoTemplate database,
            ChannelAccounts accounts,
            ChannelHealth health,
            TemplateSource source,
            Alarms alarms,
            Outbox outbox,
            Clock clock) {
        this.database = database;
        this.accounts = accounts;
        this.health = health;
        this.source = source;
        this.alarms = alarms;
        this.outbox = outbox;
        this.clock = clock;
    }

    Optional<MessageTemplate> find(String id) {
        return Optional.ofNullable(database.findById(id, MessageTemplate.class));
    }

    /** By name and language. */
    List<MessageTemplate> of(Collection<String> accountIds) {
        return database.findAll(MessageTemplate.class).stream()
                .filter(template -> accountIds.contains(template.accountId()))
                .sorted(Comparator.comparing(MessageTemplate::name).thenComparing(MessageTemplate::language))
                .toList();
    }

    List<MessageTemplate> all() {
        return of(accounts.all().stream().map(ChannelAccount::id).collect(Collectors.toSet()));
    }

    @EventListener(ApplicationReadyEvent.class)
    void readInTime() {
        accounts.all().forEach(this::look);
    }

    @EventListener
    void on(ChannelSaved saved) {
        accounts.find(saved.accountId()).ifPresent(this::look);
    }

    private void look(ChannelAccount account) {
        if (account.businessAccountId() != null) {
            alarms.setUnlessSet(KIND, account.id(), clock.instant());
        }
    }

    /**
     * The platform tells of templates of the business account, or of the number. A change of the status is believed at once,
     * and the whole list is read again: notices come late, twice, or not at all.
     */
    @EventListener
    void on(InboundNotice notice) {
        if (!notice.field().startsWith("message_template") && !notice.field().startsWith("template_")) {
            return;
        }
        Optional<TemplateNotice> news = TemplateNotice.of(notice);
        accounts.all().stream()
                .filter(account -> account.id().equals(notice.account().id())
                        || notice.account().platformId().equals(account.businessAccountId()))
                .forEach(account -> {
                    news.ifPresent(told -> believe(account.id(), told));
                    alarms.setUnlessSet(KIND + "Changed", account.id(), clock.instant());
                });
    }

    private void believe(String accountId, TemplateNotice told) {
        String id = MessageTemplate.id(accountId, told.name(), told.language());
        String status = told.status();
        if (status != null) {
            change(id, status, told.reason());
        }
        find(id).ifPresent(known -> GuardedUpdate.of(database, MessageTemplate.class, id, told::applied));
    }

    /** A template that the platform has stopped is not offered again. */
    @EventListener
    void on(SendingRefused refused) {
        String status = STOPPED.get(refused.code());
        if (status != null && refused.content() instanceof TemplateContent template) {
            change(
                    MessageTemplate.id(refused.accountId(), template.name(), template.language()),
                    status,
                    refused.code());
        }
    }

    /** Somebody is told of a template that could be sent and cannot any more, once. */
    private void change(String id, String status, @Nullable String reason) {
        MessageTemplate known = find(id).orElse(null);
        if (known == null || known.status().equals(status)) {
            return;
        }
        told(
                known,
                status,
                () -> GuardedUpdate.of(database, MessageTemplate.class, id, current -> current.now(status, reason)));
    }

    private void told(MessageTemplate known, String status, Supplier<MessageTemplate> change) {
        if (known.isApproved() && !status.equals(MessageTemplate.APPROVED)) {
            health.alarmed(known.accountId(), "TEMPLATE_" + status, words(known, status));
            outbox.announcing(List.of(alert(known, status)), change);
        } else {
            var unused = change.get();
        }
    }

    private Publication alert(MessageTemplate template, String status) {
        Instant now = clock.instant();
        return Publication.of(ConversationEvent.ofAccount(
                "channel/" + template.id() + "/" + status + "/" + now.truncatedTo(ChronoUnit.HOURS),
                ConversationEvent.Type.CHANNEL_ALERT,
                template.accountId(),
                now));
    }

    private static String words(MessageTemplate template, String status) {
        String what =
                switch (status) {
                    case "PAUSED" -> "WhatsApp pausó por su baja calidad la plantilla ";
                    case "DISABLED" -> "WhatsApp desactivó por su baja calidad la plantilla ";
                    case "REJECTED" -> "WhatsApp rechazó la plantilla ";
                    default -> "WhatsApp dejó de tener aprobada la plantilla ";
                };
        return what + "«" + template.name() + "» (" + template.language() + "): no se puede enviar.";
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public @Nullable Instant ring(Alarm alarm) {
        Optional<ChannelAccount> account =
                accounts.find(alarm.subject()).filter(known -> known.businessAccountId() != null);
        if (account.isEmpty()) {
            return null;
        }
        return clock.instant().plus(refresh(account.get()) ? ROUND : AGAIN);
    }

    /** The same alarm for what the platform told, beside the one of the calendar. */
    @Component
    static class Changed implements AlarmHandler {

        private final MessageTemplates templates;

        Changed(MessageTemplates templates) {
            this.templates = templates;
        }

        @Override
        public String kind() {
            return KIND + "Changed";
        }

        @Override
        public @Nullable Instant ring(Alarm alarm) {
            return templates
                    .accounts
                    .find(alarm.subject())
                    .map(account -> templates.refresh(account)
                            ? null
                            : templates.clock.instant().plus(AGAIN))
                    .orElse(null);
        }
    }

    /** Reads the account's templates anew; returns whether the platform gave them. */
    boolean refresh(ChannelAccount account) {
        String businessAccountId = account.businessAccountId();
        Optional<ChannelConnection> connection = accounts.connection(account);
        if (businessAccountId == null || connection.isEmpty()) {
            return false;
        }
        List<MessageTemplate> read;
        try {
            read = source.read(account, businessAccountId, connection.get());
        } catch (TemplateSource.Unanswered e) {
            log.warn("The templates of {} cannot be read: {}", account.id(), e.getMessage());
            health.failed(account.id(), "TEMPLATES", "No se pudieron leer las plantillas de WhatsApp.");
            return false;
        }
        Map<String, MessageTemplate> known =
                of(Set.of(account.id())).stream().collect(Collectors.toMap(MessageTemplate::id, Function.identity()));
        read.forEach(template -> store(template, known.remove(template.id())));
        known.values().forEach(database::remove);
        return true;
    }

    private void store(MessageTemplate template, @Nullable MessageTemplate known) {
        try {
            if (known == null) {
                database.insert(template);
            } else {
                told(known, template.status(), () -> database.save(template.replacing(known)));
            }
        } catch (DuplicateKeyException | OptimisticLockingFailureException readMeanwhile) {
            log.trace("Template {} was read meanwhile", template.id());
        }
    }
}
