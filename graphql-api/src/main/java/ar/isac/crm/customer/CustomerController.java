package ar.isac.crm.customer;

import ar.isac.crm.account.ChannelAccount;
import ar.isac.crm.account.ChannelAccounts;
import ar.isac.crm.customer.Customer.KnownHandle;
import ar.isac.crm.customer.CustomerDesk.SetConsentInput;
import ar.isac.crm.customer.CustomerDesk.SetSegmentInput;
import ar.isac.crm.customer.CustomerDesk.UpdateCustomerInput;
import ar.isac.crm.customer.Detail.Field;
import ar.isac.crm.customer.Detail.Source;
import ar.isac.crm.graphql.Edges;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NodesSource;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.graphql.PageSize;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Advisor;
import ar.isac.crm.security.Advisors;
import ar.isac.crm.security.Permissions;
import ar.isac.crm.tag.Tag;
import ar.isac.crm.tag.Tags;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;

/** The customers over GraphQL. */
@Controller
class CustomerController implements NodesSource {

    private static final String TYPE = "Customer";

    private final Customers customers;
    private final CustomerIndex index;
    private final CustomerDesk desk;
    private final Merging merging;
    private final Consents consents;
    private final Tags tags;
    private final ChannelAccounts accounts;
    private final Advisors advisors;

    CustomerController(
            Customers customers,
            CustomerIndex index,
            CustomerDesk desk,
            Merging merging,
            Consents consents,
            Tags tags,
            ChannelAccounts accounts,
            Advisors advisors) {
        this.customers = customers;
        this.index = index;
        this.desk = desk;
        this.merging = merging;
        this.consents = consents;
        this.tags = tags;
        this.accounts = accounts;
        this.advisors = advisors;
    }

    @QueryMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    Page<Customer> customers(
            @Argument @Nullable String search,
            @Argument @Nullable Segment segment,
            @Argument @Nullable String tag,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after) {
        String tagId = tag == null ? null : GlobalId.raw(Tags.TYPE, tag);
        return index.page(new CustomerIndex.Filter(search, segment, tagId), PageSize.of(first), after);
    }

    @QueryMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    Customer customer(@Argument String id) {
        return found(GlobalId.raw(TYPE, id)).orElseThrow(() -> new NotFound(TYPE));
    }

    /** A link to somebody who was merged leads to whom they are now. */
    private Optional<Customer> found(String id) {
        return customers.find(id).flatMap(known -> customers.find(customers.current(known.id())));
    }

    /** In the shape of the GraphQL types. */
    record MergeSuggestion(Customer customer, Reason reason) {

        enum Reason {
            SAME_PHONE,
            SAME_EMAIL
        }
    }

    record MergedCustomer(
            Customer customer, Instant mergedAt, @Nullable String advisorId) {}

    record MergeCustomersInput(String customerId, String mergedCustomerId) {}

    record UnmergeCustomersInput(String mergedCustomerId) {}

    @BatchMapping
    Map<Customer, List<MergeSuggestion>> mergeSuggestions(List<Customer> customers) {
        Map<Customer, List<MergeSuggestion>> suggestions = new HashMap<>();
        index.alike(customers).forEach((customer, others) -> suggestions.put(customer, suggestions(customer, others)));
        return suggestions;
    }

    private static List<MergeSuggestion> suggestions(Customer customer, List<Customer> others) {
        Set<String> keys = CustomerIndex.matchKeys(customer);
        return others.stream()
                .map(other -> new MergeSuggestion(
                        other,
                        CustomerIndex.matchKeys(other).stream()
                                        .anyMatch(key -> keys.contains(key) && key.startsWith(CustomerIndex.PHONE))
                                ? MergeSuggestion.Reason.SAME_PHONE
                                : MergeSuggestion.Reason.SAME_EMAIL))
                .toList();
    }

    @BatchMapping
    Map<Customer, List<MergedCustomer>> merged(List<Customer> into) {
        Map<String, List<CustomerMerge>> merges = customers.merges().stream()
                .filter(merge -> !merge.isUndone())
                .collect(Collectors.groupingBy(CustomerMerge::into));
        List<String> ids = into.stream()
                .flatMap(customer -> merges.getOrDefault(customer.id(), List.of()).stream())
                .map(CustomerMerge::id)
                .toList();
        Map<String, Customer> known = ids.isEmpty()
                ? Map.of()
                : customers.find(ids).stream().collect(Collectors.toMap(Customer::id, Function.identity()));
        Map<Customer, List<MergedCustomer>> merged = new HashMap<>();
        into.forEach(customer -> merged.put(
                customer,
                merges.getOrDefault(customer.id(), List.of()).stream()
                        .flatMap(merge -> Stream.ofNullable(known.get(merge.id()))
                                .map(each -> new MergedCustomer(each, merge.at(), merge.advisorId())))
                        .toList()));
        return merged;
    }

    @BatchMapping(typeName = "MergedCustomer", field = "advisor")
    Map<MergedCustomer, Advisor> mergedBy(List<MergedCustomer> merged) {
        return Edges.of(merged, MergedCustomer::advisorId, advisors::find, Advisor::id);
    }

    @SchemaMapping(typeName = "Handle")
    @Nullable
    String phoneNumber(KnownHandle handle) {
        return switch (handle.kind()) {
            case WA_ID, PHONE ->
                PhoneNumber.international(handle.address())
                        .map(PhoneNumber::e164)
                        .orElse(null);
            case BSUID, IGSID, USERNAME, GROUP, OTHER -> null;
        };
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    CustomerPayload mergeCustomers(@Argument MergeCustomersInput input, @AuthenticationPrincipal Actor actor) {
        return payload(merging.merge(
                GlobalId.raw(TYPE, input.customerId()), GlobalId.raw(TYPE, input.mergedCustomerId()), actor));
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    CustomerPayload unmergeCustomers(@Argument UnmergeCustomersInput input) {
        return payload(merging.undo(GlobalId.raw(TYPE, input.mergedCustomerId())));
    }

    private static CustomerPayload payload(Result<Customer> result) {
        return new CustomerPayload(result.value(), result.errors());
    }

    @SchemaMapping
    String id(Customer customer) {
        return GlobalId.of(TYPE, customer.id());
    }

    @SchemaMapping
    @Nullable
    Detail name(Customer customer) {
        return customer.detail(Field.NAME);
    }

    @SchemaMapping
    @Nullable
    Detail email(Customer customer) {
        return customer.detail(Field.EMAIL);
    }

    @SchemaMapping
    @Nullable
    Detail taxId(Customer customer) {
        return customer.detail(Field.TAX_ID);
    }

    @SchemaMapping
    @Nullable
    Detail document(Customer customer) {
        return customer.detail(Field.DOCUMENT);
    }

    @SchemaMapping
    @Nullable
    Detail address(Customer customer) {
        return customer.detail(Field.ADDRESS);
    }

    @SchemaMapping
    Preferences preferences(Customer customer) {
        return Preferences.of(customer);
    }

    @SchemaMapping
    String messageId(SegmentSuggestion suggestion) {
        return GlobalId.of("Message", suggestion.messageId());
    }

    @SchemaMapping(typeName = "CustomerDetail")
    Source.Kind source(Detail detail) {
        return detail.source().kind();
    }

    @SchemaMapping(typeName = "CustomerDetail")
    @Nullable
    String messageId(Detail detail) {
        return detail.source().kind() == Source.Kind.CUSTOMER
                ? GlobalId.of("Message", detail.source().id())
                : null;
    }

    @BatchMapping(typeName = "CustomerDetail")
    Map<Detail, Advisor> advisor(List<Detail> details) {
        return Edges.of(details, detail -> detail.source().advisorId(), advisors::find, Advisor::id);
    }

    @BatchMapping(typeName = TYPE, field = "tags")
    Map<Customer, List<Tag>> tagsOf(List<Customer> tagged) {
        return Edges.lists(tagged, Customer::tags, tags::find, Tag::id);
    }

    @BatchMapping(typeName = TYPE, field = "consents")
    Map<Customer, List<Consent>> consentsOf(List<Customer> asked) {
        Map<String, List<Consent>> byCustomer =
                consents.of(asked.stream().map(Customer::id).distinct().toList()).stream()
                        .collect(Collectors.groupingBy(Consent::customerId));
        Map<Customer, List<Consent>> all = new HashMap<>();
        asked.forEach(customer -> all.put(customer, byCustomer.getOrDefault(customer.id(), List.of())));
        return all;
    }

    record CustomerPayload(@Nullable Customer customer, List<UserError> userErrors) {

        static CustomerPayload of(CustomerDesk.Written written) {
            return new CustomerPayload(written.customer(), written.errors());
        }
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    CustomerPayload updateCustomer(@Argument UpdateCustomerInput input, @AuthenticationPrincipal Actor actor) {
        return CustomerPayload.of(desk.update(input, actor));
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    CustomerPayload setSegment(@Argument SetSegmentInput input) {
        return CustomerPayload.of(desk.setSegment(input));
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    CustomerPayload setConsent(@Argument SetConsentInput input, @AuthenticationPrincipal Actor actor) {
        return CustomerPayload.of(desk.setConsent(input, actor));
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
        return TYPE;
    }

    @Override
    @PreAuthorize(Permissions.CONVERSATIONS)
    public @Nullable Object find(String rawId) {
        return found(rawId).orElse(null);
    }

    @Override
    @PreAuthorize(Permissions.CONVERSATIONS)
    public Map<String, Object> findAll(Collection<String> rawIds) {
        Map<String, Object> known = new HashMap<>();
        customers.find(rawIds).forEach(customer -> known.put(customer.id(), customer));
        customers.merged(known.keySet()).forEach(id -> found(id).ifPresent(now -> known.put(id, now)));
        return known;
    }
}
