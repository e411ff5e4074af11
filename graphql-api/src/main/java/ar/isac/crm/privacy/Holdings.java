package ar.isac.crm.privacy;

import ar.isac.crm.person.Person;
import ar.isac.crm.person.PersonalData;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** All features' shares of what is held about people, as one. */
@Component
class Holdings {

    private final List<PersonalData> shares;

    Holdings(List<PersonalData> shares) {
        this.shares = List.copyOf(shares);
    }

    /** What one feature finds leads another on, so all are asked until none finds more. */
    Person completed(Person person) {
        Person known = person;
        while (true) {
            Person next = known;
            for (PersonalData share : shares) {
                next = share.completed(next);
            }
            if (next.equals(known)) {
                return known;
            }
            known = next;
        }
    }

    Set<String> obstacles(Person person) {
        return shares.stream()
                .flatMap(share -> share.obstacles(person).stream())
                .collect(Collectors.toSet());
    }

    void erase(Person person) {
        shares.forEach(share -> share.erase(person));
    }

    /** The collections of which people are told what is in there about them. */
    List<String> told() {
        return shares.stream()
                .filter(PersonalData::isTold)
                .flatMap(share -> share.collections().stream())
                .sorted()
                .toList();
    }
}
