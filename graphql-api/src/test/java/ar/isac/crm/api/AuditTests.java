package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.security.Role;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AuditTests {

    private static final String ENTRIES =
            " { nodes { at actorId actorName advisor { name } operation entityIds outcome codes"
                    + " requestId } pageInfo { hasNextPage endCursor } } }";

    private static Platform platform;
    private static Crm crm;
    private static Client admin;

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(platform, Map.of(), ScriptedAssistant.class);
        admin = Client.admin(crm);
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    private static JsonNode newest(String filter) {
        return admin.ask("{ auditLog(filter: {" + filter + "}, first: 1)" + ENTRIES)
                .at("/auditLog/nodes/0");
    }

    @Test
    void whatIsDoneIsNotedWithWhoDidItAndToWhat() {
        Client boss = Client.hired(crm, Role.SUPERVISOR);

        Client.Answer answer = boss.with("X-Request-Id", "request-of-a-boss")
                .ask("mutation { saveTag(input: {name: \"Secretísimo\"}) { tag { id } } }");

        JsonNode entry = newest("operation: \"saveTag\", outcome: DONE");
        assertThat(entry.path("actorName").asString()).isEqualTo("SUPERVISOR");
        assertThat(entry.at("/advisor/name").asString()).isEqualTo("SUPERVISOR");
        assertThat(entry.path("requestId").asString()).isEqualTo("request-of-a-boss");
        assertThat(entry.at("/entityIds/0").asString())
                .isEqualTo(answer.at("/saveTag/tag/id").asString());
        assertThat(entry.toString()).doesNotContain("Secretísimo");
    }

    @Test
    void theLogIsNarrowedToAPersonAndToAThing() {
        Client boss = Client.hired(crm, Role.SUPERVISOR);
        String me = boss.ask("{ viewer { advisor { id } } }")
                .at("/viewer/advisor/id")
                .asString();
        String tag = boss.ask("mutation { saveTag(input: {name: \"Para mirar\"}) { tag { id } } }")
                .at("/saveTag/tag/id")
                .asString();
        boss.ask("mutation { saveTag(input: {name: \"Para otra cosa\"}) { tag { id } } }");
        admin.ask("mutation { saveTag(input: {id: \"" + tag + "\", name: \"Mirado\"}) { tag { id } } }");

        assertThat(newest("advisor: \"" + me + "\", entity: \"" + tag + "\"")
                        .path("actorName")
                        .asString())
                .isEqualTo("SUPERVISOR");
        assertThat(newest("entity: \"" + tag + "\"").path("actorName").asString())
                .isNotEqualTo("SUPERVISOR");
        assertThat(newest("advisor: \"" + me + "\"").at("/entityIds/0").asString())
                .isNotEqualTo(tag);
        assertThat(admin.ask("{ auditLog(filter: {advisor: \"nobody\"}, first: 1)" + ENTRIES)
                        .errorCode())
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void whatIsRefusedIsNotedToo() {
        String nobodys = GlobalId.of("Conversation", "nobody");
        admin.ask("mutation { saveTag(input: {name: \" \"}) { userErrors { code } } }");
        admin.ask("mutation { markRead(input: {conversationId: \"" + nobodys + "\"}) { userErrors { code } } }");
        Client.hired(crm, Role.ANALYST).ask("mutation { saveTag(input: {name: \"x\"}) { userErrors { code } } }");

        assertThat(newest("operation: \"saveTag\", outcome: REFUSED")
                        .at("/codes/0")
                        .asString())
                .isEqualTo("REQUIRED");
        assertThat(newest("operation: \"saveTag\", outcome: FORBIDDEN")
                        .path("actorName")
                        .asString())
                .isEqualTo("ANALYST");
        JsonNode unknown = newest("operation: \"markRead\"");
        assertThat(unknown.at("/codes/0").asString()).isEqualTo("NOT_FOUND");
        assertThat(unknown.at("/entityIds/0").asString()).isEqualTo(nobodys);
    }

    @Test
    void theLogIsReadPageByPage() {
        for (int n = 0; n < 5; n++) {
            admin.ask("mutation { saveTag(input: {name: \"" + n + "\"}) { tag { id } } }");
        }

        JsonNode first = admin.ask("{ auditLog(first: 2)" + ENTRIES).at("/auditLog");
        JsonNode second = admin.ask("{ auditLog(first: 2, after: \""
                        + first.at("/pageInfo/endCursor").asString() + "\")" + ENTRIES)
                .at("/auditLog");

        assertThat(first.path("nodes")).hasSize(2);
        assertThat(first.at("/pageInfo/hasNextPage").asBoolean()).isTrue();
        assertThat(second.at("/nodes/0/entityIds/0")).isNotEqualTo(first.at("/nodes/1/entityIds/0"));
    }
}
