package ar.isac.crm.simulator;

import ar.isac.crm.simulator.CustomerScript.Pay;
import ar.isac.crm.simulator.CustomerScript.Press;
import ar.isac.crm.simulator.CustomerScript.Step;
import ar.isac.crm.simulator.CustomerScript.Write;
import ar.isac.crm.simulator.PhoneContent.Choices;
import ar.isac.crm.simulator.PhoneContent.Option;
import ar.isac.crm.simulator.PhoneContent.Words;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Customers who write by themselves, all at once: a busy shop at the press of a button. They use their phones as anybody at the
 * simulator does, so everything they cause is real. They read before they go on, and whoever is not answered stops writing and
 * waits, as people do who were told that an advisor will take over.
 */
@Component
@OnlyInDemo
class ScriptedCustomers {

    private static final Logger log = LoggerFactory.getLogger(ScriptedCustomers.class);
    private static final Pattern PAYMENT_LINK = Pattern.compile("/simulator/pay/([A-Za-z0-9_-]+)");

    private final Phones phones;
    private final PhoneOwners owners;
    private final Payer payer;
    private final PhoneFeed feed;
    private final Pace pace;
    private final List<CustomerScript> scripts;

    /** Guarded by this. */
    private final List<Thread> talking = new ArrayList<>();

    private int of;

    /**
     * How fast customers are.
     *
     * @param thinking the longest pause before a customer goes on; half of it at least
     * @param quiet how long the shop must have been silent for its answer to be complete
     * @param patience how long an answer is awaited
     */
    record Pace(Duration thinking, Duration quiet, Duration patience) {
        static final Pace OF_PEOPLE = new Pace(Duration.ofSeconds(5), Duration.ofMillis(1_500), Duration.ofSeconds(25));
    }

    /** Pays by a link; whether there was such a link. */
    interface Payer {
        boolean pay(String checkoutId);
    }

    @Autowired
    ScriptedCustomers(Phones phones, PhoneOwners owners, SimulatedPayments payments, PhoneFeed feed) {
        this(
                phones,
                owners,
                link -> payments.attempt(link, SimulatedPayments.Act.APPROVE).isPresent(),
                feed,
                Pace.OF_PEOPLE,
                CustomerScript.all());
    }

    ScriptedCustomers(
            Phones phones, PhoneOwners owners, Payer payer, PhoneFeed feed, Pace pace, List<CustomerScript> scripts) {
        this.phones = phones;
        this.owners = owners;
        this.payer = payer;
        this.feed = feed;
        this.pace = pace;
        this.scripts = scripts;
    }

    /** How many of the customers are still at it. */
    synchronized PhoneFeed.Crowd crowd() {
        return new PhoneFeed.Crowd(talking.size(), of);
    }

    /** Lets all customers write, each under a number of their own that is new; while some still do, nothing more. */
    synchronized PhoneFeed.Crowd start() {
        if (talking.isEmpty()) {
            of = scripts.size();
            scripts.forEach(script -> {
                Phone phone = phones.add(Inventions.named(script.app(), script.name()));
                talking.add(Thread.ofVirtual().name("simulated-customer").unstarted(() -> play(phone, script)));
            });
            feed.publish(crowd());
            talking.forEach(Thread::start);
        }
        return crowd();
    }

    /** Sends them home; what they wrote stays. */
    @PreDestroy
    synchronized void stop() {
        talking.forEach(Thread::interrupt);
    }

    private void play(Phone phone, CustomerScript script) {
        try {
            for (Step step : script.steps()) {
                think();
                Collection<PhoneMessage> before = phones.messages(phone.id());
                boolean awaitsAnswer = take(phone, step);
                if (awaitsAnswer && !isAnswered(phone, before.size())) {
                    return;
                }
                owners.see(phone);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.error("A simulated customer could not go on", e);
        } finally {
            leave();
        }
    }

    private synchronized void leave() {
        talking.remove(Thread.currentThread());
        feed.publish(crowd());
    }

    /** Does it; whether an answer is to be awaited. */
    private boolean take(Phone phone, Step step) {
        return switch (step) {
            case Write write -> {
                owners.write(phone, new Words(write.text()), null);
                yield write.awaitsAnswer();
            }
            case Press press -> {
                press(phone, press.title());
                yield true;
            }
            case Pay pay -> pay(phone);
        };
    }

    private void press(Phone phone, String title) {
        for (PhoneMessage message : newestFirst(phone)) {
            Optional<Option> offered = options(message).stream()
                    .filter(option -> option.title().equalsIgnoreCase(title))
                    .findFirst();
            if (offered.isPresent()
                    && owners.press(phone, message.id(), offered.get().id()).isPresent()) {
                return;
            }
        }
        owners.write(phone, new Words(title), null);
    }

    private boolean pay(Phone phone) {
        for (PhoneMessage message : newestFirst(phone)) {
            String checkout = linkIn(message);
            if (checkout != null) {
                return payer.pay(checkout);
            }
        }
        return false;
    }

    private List<PhoneMessage> newestFirst(Phone phone) {
        return List.copyOf(phones.messages(phone.id())).reversed().stream()
                .filter(message -> !message.isMine())
                .toList();
    }

    private static List<Option> options(PhoneMessage message) {
        return message.content() instanceof Choices choices ? choices.options() : List.of();
    }

    private static @Nullable String linkIn(PhoneMessage message) {
        StringBuilder places = new StringBuilder();
        if (message.content() instanceof Words words) {
            places.append(words.text());
        } else if (message.content() instanceof Choices choices) {
            places.append(choices.text());
        }
        options(message).forEach(option -> places.append('\n').append(option.url()));
        Matcher link = PAYMENT_LINK.matcher(places);
        return link.find() ? link.group(1) : null;
    }

    /** Waits until the shop has said something new and is done with it. */
    private boolean isAnswered(Phone phone, int seen) throws InterruptedException {
        long end = System.nanoTime() + pace.patience().toNanos();
        int known = seen;
        long since = System.nanoTime();
        while (System.nanoTime() < end) {
            List<PhoneMessage> now = List.copyOf(phones.messages(phone.id()));
            if (now.size() != known) {
                known = now.size();
                since = System.nanoTime();
            }
            boolean isAnswer = known > seen && !now.getLast().isMine();
            if (isAnswer && System.nanoTime() - since > pace.quiet().toNanos()) {
                return true;
            }
            Thread.sleep(Duration.ofMillis(100));
        }
        return false;
    }

    private void think() throws InterruptedException {
        long most = Math.max(2, pace.thinking().toMillis());
        Thread.sleep(ThreadLocalRandom.current().nextLong(most / 2, most));
    }
}
