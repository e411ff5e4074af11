package ar.isac.crm.audit;

import ar.isac.crm.graphql.Edges;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.graphql.PageSize;
import ar.isac.crm.security.Advisor;
import ar.isac.crm.security.Advisors;
import ar.isac.crm.security.Permissions;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;

@Controller
class AuditController {

    private final AuditLog entries;
    private final Advisors advisors;

    AuditController(AuditLog entries, Advisors advisors) {
        this.entries = entries;
        this.advisors = advisors;
    }

    /** In the shape of the GraphQL input. */
    record AuditFilter(
            @Nullable String actorId,
            @Nullable String advisor,
            @Nullable String entity,
            @Nullable String operation,
            AuditEntry.@Nullable Outcome outcome) {

        private static final AuditFilter ALL = new AuditFilter(null, null, null, null, null);

        Predicate<AuditEntry> condition() {
            String advisorId = advisor == null ? null : GlobalId.raw("Advisor", advisor);
            return entry -> admits(entry, advisorId);
        }

        private boolean admits(AuditEntry entry, @Nullable String advisorId) {
            return (actorId == null || actorId.equals(entry.actorId()))
                    && (advisorId == null || advisorId.equals(entry.advisorId()))
                    && (entity == null || entry.entityIds().contains(entity))
                    && (operation == null || operation.equals(entry.operation()))
                    && (outcome == null || outcome == entry.outcome());
        }
    }

    @QueryMapping
    @PreAuthorize(Permissions.ADMINISTRATION)
    Page<AuditEntry> auditLog(
            @Argument @Nullable AuditFilter filter,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after) {
        AuditFilter wanted = filter == null ? AuditFilter.ALL : filter;
        return entries.newest(after, PageSize.of(first), wanted.condition());
    }

    @BatchMapping
    Map<AuditEntry, Advisor> advisor(List<AuditEntry> of) {
        return Edges.of(of, AuditEntry::advisorId, advisors::find, Advisor::id);
    }
}
