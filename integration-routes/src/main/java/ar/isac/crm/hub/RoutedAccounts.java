package ar.isac.crm.hub;

import ar.isac.crm.message.AccountRef;
import java.util.List;
import java.util.Optional;

/** The shop's accounts on channels that files define; read from memory for some moments, since every delivery asks. */
@FunctionalInterface
public interface RoutedAccounts {

    /** The accounts of this kind, by id. */
    List<RoutedAccount> ofKind(String kind);

    default Optional<RoutedAccount> find(AccountRef ref) {
        return ofKind(ref.kind()).stream()
                .filter(account -> account.ref().equals(ref))
                .findFirst();
    }
}
