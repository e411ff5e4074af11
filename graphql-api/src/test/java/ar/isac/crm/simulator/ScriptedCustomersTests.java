package ar.isac.crm.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.simulator.CustomerScript.Write;
import ar.isac.crm.simulator.PhoneContent.Choices;
import ar.isac.crm.simulator.PhoneContent.Chosen;
import ar.isac.crm.simulator.PhoneContent.Option;
import ar.isac.crm.simulator.PhoneContent.Press;
import ar.isac.crm.simulator.PhoneContent.Words;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScriptedCustomersTests {

    private Simulation simulation;

    @BeforeEach
    void start() throws IOException {
        simulation = new Simulation();
    }

    @AfterEach
    void stop() {
        simulation.crowd.stop();
        simulation.close();
    }

    @Test
    void theProductComesWithTwentyCustomersOnBothApps() {
        List<CustomerScript> all = CustomerScript.all();

        assertThat(all).hasSize(20).extracting(CustomerScript::name).doesNotHaveDuplicates();
        assertThat(all).extracting(CustomerScript::app).contains(Phone.App.values());
        assertThat(all).allSatisfy(script -> assertThat(script.steps()).isNotEmpty());
    }

    @Test
    void aLineThatCannotBeReadIsNamed() {
        assertThatThrownBy(() -> CustomerScript.read(List.of("whatsapp: Ana", "- hola", "-")))
                .hasMessageContaining("line 3");
        assertThatThrownBy(() -> CustomerScript.read(List.of("telepathy: Ana"))).hasMessageContaining("line 1");
        assertThatThrownBy(() -> CustomerScript.read(List.of("- nobody's words")))
                .hasMessageContaining("line 1");
    }

    @Test
    void wordsThatAwaitNothingAreWrittenInOneBreath() {
        CustomerScript script = CustomerScript.read(List.of("whatsapp: Ana", "+ hola", "- hay?"))
                .getFirst();

        assertThat(script.steps()).containsExactly(new Write("hola", false), new Write("hay?", true));
    }

    @Test
    void customersReadTheAnswerPressWhatIsOfferedAndPayByTheLinkAndWhoIsNotAnsweredWaits() {
        PhoneFeed.Crowd begun = simulation.crowd.start();
        assertThat(begun).isEqualTo(new PhoneFeed.Crowd(2, 2));
        Phone agustina = phoneOf("Agustina");
        Phone carla = phoneOf("Carla");
        until(() -> written(agustina).equals(List.of("hola", "tenes cargadores?")));

        answers(
                agustina,
                new Choices(
                        null,
                        null,
                        "¡Sí!",
                        null,
                        null,
                        List.of(new Option(Press.BUTTON_REPLY, "products", "Ver productos", null, null, null))));
        until(() -> written(agustina).contains("[Ver productos]"));
        answers(agustina, new Words("Pagá acá: http://localhost:8080/simulator/pay/s-42"));

        until(() -> "s-42".equals(simulation.paid.peek()));
        answers(agustina, new Words("Recibimos tu pago"));
        until(() -> written(agustina).contains("gracias"));
        answers(agustina, new Words("A vos"));
        until(() -> simulation.crowd.crowd().talking() == 0);
        assertThat(written(carla)).containsExactly("hay alguien?");
    }

    @Test
    void aSecondPressWhileTheyWriteBringsNobodyElse() {
        simulation.crowd.start();
        int phones = simulation.phones.views(1).size();

        simulation.crowd.start();

        assertThat(simulation.phones.views(1)).hasSize(phones);
    }

    private static void until(Callable<Boolean> condition) {
        await().until(condition);
    }

    private Phone phoneOf(String name) {
        return simulation.phones.views(1).stream()
                .map(Phones.View::phone)
                .filter(phone -> phone.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<String> written(Phone phone) {
        return simulation.phones.messages(phone.id()).stream()
                .filter(PhoneMessage::isMine)
                .map(message -> switch (message.content()) {
                    case Words words -> words.text();
                    case Chosen chosen -> "[" + chosen.option().title() + "]";
                    default -> message.content().toString();
                })
                .toList();
    }

    private void answers(Phone phone, PhoneContent content) {
        simulation.phones.append(
                phone.id(),
                PhoneMessage.byShop(
                        Inventions.messageId(phone.app()), content, null, Simulation.NOW, Simulation.NUMBER, null));
    }
}
