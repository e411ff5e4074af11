package ar.isac.crm.customer;

import ar.isac.crm.account.ChannelAccount;
import ar.isac.crm.account.ChannelAccounts;
import ar.isac.crm.customer.Customer.KnownHandle;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NodeSource;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.graphql.PageSize;
import ar.isac.crm.security.Permissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;

@Controller
class CustomerController implements NodeSource {

    private final Customers customers;
    private final ChannelAccounts accounts;

    CustomerController(Customers customers, ChannelAccounts accounts) {
        this.customers = customers;
        this.accounts = accounts;
    }

    @QueryMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    Page<Customer> customers(@Argument @Nullable Integer first) {
        int size = PageSize.of(first);
        List<Customer> newest = customers.recent(size + 1);
        return Page.of(newest.stream().limit(size).toList(), customer -> id(customer), false, newest.size() > size);
    }

    @QueryMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    Customer customer(@Argument String id) {
        return customers.find(GlobalId.raw("Customer", id)).orElseThrow(() -> new NotFound("Customer"));
    }

    @SchemaMapping
    String id(Customer customer) {
        return GlobalId.of("Customer", customer.id());
    }

    @BatchMapping(typeName = "Handle")
    Map<KnownHandle, ChannelAccount> channel(List<KnownHandle> handles) {
        Map<String, ChannelAccount> byId =
                accounts
                        .find(handles.stream()
                                .map(KnownHandle::accountId)
                                .distinct()
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(ChannelAccount::id, Function.identity()));
        return handles.stream()
                .distinct()
                .collect(Collectors.toMap(
                        Function.identity(), handle -> Objects.requireNonNull(byId.get(handle.accountId()))));
    }

    @Override
    public String type() {
        return "Customer";
    }

    @Override
    @PreAuthorize(Permissions.CONVERSATIONS)
    public @Nullable Object find(String rawId) {
        return customers.find(rawId).orElse(null);
    }
}
