package ar.isac.crm.assistant;

import ar.isac.crm.account.ChannelAccounts;
import ar.isac.crm.assistant.DryRun.Outcome;
import ar.isac.crm.assistant.DryRun.Replayed;
import ar.isac.crm.assistant.Transcript.Entry;
import ar.isac.crm.conversation.Escalation.Reason;
import ar.isac.crm.conversation.ReplyEvidence;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.security.Permissions;
import ar.isac.crm.understanding.MessageAnalysis.ScoredIntent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;

@Controller
class DryRunController {

    private static final int LONGEST = 1_000_000;
    private static final int MOST_LINES = 20_000;
    private static final int MOST_TURNS = 300;
    private static final int MOST_NAMED_LINES = 100;
    private static final Duration LIMIT = Duration.ofSeconds(8);

    private final DryRun dryRun;
    private final ChannelAccounts accounts;
    private final ZoneId zone;

    /** A replay takes a core for seconds, and customers come first. */
    private final Semaphore one = new Semaphore(1);

    DryRunController(DryRun dryRun, ChannelAccounts accounts, LiveFacts.Shop shop) {
        this.dryRun = dryRun;
        this.accounts = accounts;
        this.zone = shop.zone();
    }

    /** In the shape of the GraphQL input and payload. */
    record DryRunAssistantInput(
            String transcript, String ownName, @Nullable String accountId) {}

    record DryRunAssistantPayload(@Nullable DryRunReport report, List<UserError> userErrors) {}

    record DryRunReport(
            List<DryRunTurn> turns, DryRunSummary summary, List<Integer> unreadableLines, int skippedTurns) {}

    record DryRunSummary(int turns, int answered, int asked, int handedOver, int silent, int withPerson) {}

    record DryRunTurn(
            int line,
            Instant at,
            List<String> customer,
            List<String> shop,
            Outcome decision,
            List<DryRunReply> replies,
            @Nullable Reason handOverReason,
            @Nullable String handOverEvidence,
            List<ScoredIntent> intents) {}

    record DryRunReply(String text, MessageContent content, ReplyEvidence evidence) {}

    @MutationMapping
    @PreAuthorize(Permissions.SUPERVISION)
    DryRunAssistantPayload dryRunAssistant(@Argument DryRunAssistantInput input) {
        if (input.accountId() != null
                && accounts.find(GlobalId.raw("ChannelAccount", input.accountId()))
                        .isEmpty()) {
            throw new NotFound("ChannelAccount");
        }
        if (input.transcript().length() > LONGEST
                || input.transcript().lines().limit(MOST_LINES + 1L).count() > MOST_LINES) {
            return refused(
                    "transcript",
                    UserError.Code.TOO_LONG,
                    "El chat puede tener hasta 1.000.000 de caracteres y 20.000 líneas: exportalo sin archivos, o cortalo.");
        }
        Transcript transcript = Transcript.parse(input.transcript());
        if (transcript.entries().isEmpty()) {
            return refused(
                    "transcript",
                    UserError.Code.INVALID,
                    "Esto no es un chat exportado de WhatsApp (Más, Exportar chat, Sin archivos).");
        }
        String own = Transcript.name(input.ownName());
        if (transcript.senders().stream().noneMatch(own::equalsIgnoreCase)) {
            return refused(
                    "ownName",
                    UserError.Code.INVALID,
                    "Nadie con ese nombre escribe en este chat. Escriben: "
                            + String.join(
                                    ", ", transcript.senders().stream().limit(5).toList()) + ".");
        }
        if (!one.tryAcquire()) {
            return refused(
                    "transcript",
                    UserError.Code.IN_PROGRESS,
                    "Hay otra prueba en curso: intentá de nuevo en un momento.");
        }
        try {
            return new DryRunAssistantPayload(report(transcript, own), List.of());
        } finally {
            one.release();
        }
    }

    private static DryRunAssistantPayload refused(String field, UserError.Code code, String message) {
        return new DryRunAssistantPayload(null, List.of(UserError.at(field, code, message)));
    }

    private DryRunReport report(Transcript transcript, String own) {
        List<DryRun.Exchange> exchanges = dryRun.exchanges(transcript, own);
        List<Replayed> replayed = dryRun.replay(exchanges, MOST_TURNS, LIMIT);
        return new DryRunReport(
                replayed.stream().map(this::turn).toList(),
                new DryRunSummary(
                        replayed.size(),
                        count(replayed, Outcome.ANSWER),
                        count(replayed, Outcome.ASK),
                        count(replayed, Outcome.HAND_OVER),
                        count(replayed, Outcome.SILENT),
                        count(replayed, Outcome.WITH_PERSON)),
                transcript.unreadable().stream().limit(MOST_NAMED_LINES).toList(),
                exchanges.size() - replayed.size());
    }

    private static int count(List<Replayed> turns, Outcome outcome) {
        return (int) turns.stream().filter(turn -> turn.decision() == outcome).count();
    }

    private DryRunTurn turn(Replayed turn) {
        Entry first = turn.written().getFirst();
        return new DryRunTurn(
                first.line(),
                instant(first.at()),
                turn.written().stream().map(DryRunController::shown).toList(),
                turn.answered().stream().map(DryRunController::shown).toList(),
                turn.decision(),
                turn.replies().stream()
                        .map(reply -> new DryRunReply(reply.content().plainText(), reply.content(), reply.evidence()))
                        .toList(),
                turn.handOverReason(),
                turn.handOverEvidence(),
                turn.intents());
    }

    private Instant instant(LocalDateTime at) {
        return at.atZone(zone).toInstant();
    }

    private static String shown(Entry entry) {
        return switch (entry.kind()) {
            case TEXT -> entry.text();
            case STICKER -> "[sticker]";
            case ATTACHMENT -> ("[adjunto] " + entry.text()).strip();
        };
    }
}
