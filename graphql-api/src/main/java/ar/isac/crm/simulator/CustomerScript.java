package ar.isac.crm.simulator;

import ar.isac.crm.simulator.Phone.App;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.core.io.ClassPathResource;

/**
 * What one customer of the demonstration does, step by step.
 *
 * @param app on which the customer writes
 * @param name of the customer
 * @param steps in their order
 */
record CustomerScript(App app, String name, List<Step> steps) {

    private static final String FILE = "simulator/customers.txt";

    CustomerScript {
        steps = List.copyOf(steps);
    }

    /** One thing that a customer does. */
    sealed interface Step {}

    /** Writes; a customer who writes on does not await what the shop says first. */
    record Write(String text, boolean awaitsAnswer) implements Step {}

    /** Presses what is offered under the title; where nothing is, writes the title. */
    record Press(String title) implements Step {}

    /** Opens the newest payment link and pays. */
    record Pay() implements Step {}

    /** The customers who come with the product; the file's head tells how it is written. */
    static List<CustomerScript> all() {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new ClassPathResource(FILE).getInputStream(), StandardCharsets.UTF_8))) {
            return read(lines.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<CustomerScript> read(List<String> lines) {
        List<CustomerScript> scripts = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                take(line, scripts);
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(FILE + ", line " + (i + 1) + ": cannot read \"" + line + "\"", e);
            }
        }
        return List.copyOf(scripts);
    }

    private static void take(String line, List<CustomerScript> scripts) {
        switch (line.charAt(0)) {
            case '-' -> addTo(scripts, new Write(words(line), true));
            case '+' -> addTo(scripts, new Write(words(line), false));
            case '[' -> addTo(scripts, new Press(line.substring(1, line.lastIndexOf(']'))));
            case '$' -> addTo(scripts, new Pay());
            default -> {
                int colon = line.indexOf(':');
                App app = App.valueOf(line.substring(0, colon).toUpperCase(Locale.ROOT));
                scripts.add(new CustomerScript(app, line.substring(colon + 1).strip(), List.of()));
            }
        }
    }

    private static String words(String line) {
        String words = line.substring(1).strip();
        if (words.isEmpty()) {
            throw new IllegalArgumentException("There are no words");
        }
        return words;
    }

    private static void addTo(List<CustomerScript> scripts, Step step) {
        CustomerScript last = scripts.removeLast();
        List<Step> steps = new ArrayList<>(last.steps());
        steps.add(step);
        scripts.add(new CustomerScript(last.app(), last.name(), steps));
    }
}
