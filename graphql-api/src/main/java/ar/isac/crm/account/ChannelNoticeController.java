package ar.isac.crm.account;

import ar.isac.crm.account.ChannelNotices.ChannelEvent;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.security.Permissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;

@Controller
class ChannelNoticeController {

    private final ChannelNotices notices;
    private final ChannelAccounts accounts;

    ChannelNoticeController(ChannelNotices notices, ChannelAccounts accounts) {
        this.notices = notices;
        this.accounts = accounts;
    }

    @QueryMapping
    @PreAuthorize(Permissions.OPERATIONS)
    Page<ChannelEvent> channelEvents(@Argument @Nullable Integer first, @Argument @Nullable String after) {
        return notices.newest(first, after);
    }

    /** A business account is none of the shop's numbers. */
    @BatchMapping(typeName = "ChannelEvent")
    Map<ChannelEvent, ChannelAccount> account(List<ChannelEvent> events) {
        Map<String, ChannelAccount> known =
                accounts
                        .find(events.stream()
                                .map(ChannelNoticeController::accountId)
                                .distinct()
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(ChannelAccount::id, Function.identity()));
        Map<ChannelEvent, ChannelAccount> byEvent = new HashMap<>();
        for (ChannelEvent event : events) {
            ChannelAccount account = known.get(accountId(event));
            if (account != null) {
                byEvent.put(event, account);
            }
        }
        return byEvent;
    }

    private static String accountId(ChannelEvent event) {
        return new AccountRef(event.channel(), event.account()).id();
    }
}
