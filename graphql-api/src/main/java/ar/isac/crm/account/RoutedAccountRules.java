package ar.isac.crm.account;

import ar.isac.crm.account.ChannelDesk.ChannelSettingInput;
import ar.isac.crm.account.ChannelDesk.SaveChannelInput;
import ar.isac.crm.dropin.RouteFolder;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.graphql.UserError.Code;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What may be set for an account of a channel that a file defines. */
final class RoutedAccountRules {

    private static final int LONGEST = 1_000;

    private RoutedAccountRules() {}

    static List<UserError> check(RouteFolder.Channel channel, Map<String, String> known, SaveChannelInput input) {
        Map<String, RouteFolder.Setting> declared =
                channel.settings().stream().collect(Collectors.toMap(RouteFolder.Setting::name, Function.identity()));
        List<UserError> errors = new ArrayList<>();
        List<ChannelSettingInput> given = Objects.requireNonNullElse(input.settings(), List.of());
        for (int i = 0; i < given.size(); i++) {
            List<String> path = List.of("settings", Integer.toString(i));
            RouteFolder.Setting setting = declared.get(given.get(i).name());
            String value = given.get(i).value().strip();
            if (setting == null) {
                errors.add(new UserError(
                        path,
                        Code.INVALID,
                        "El canal no tiene ese dato: tiene " + String.join(", ", declared.keySet()) + "."));
            } else if (!value.isEmpty()
                    && (value.length() > LONGEST
                            || !setting.pattern().matcher(value).matches())) {
                errors.add(new UserError(path, Code.INVALID, "El valor de «" + setting.name() + "» no sirve así."));
            }
        }
        Map<String, String> merged = merged(known, input);
        for (RouteFolder.Setting setting : channel.settings()) {
            if (setting.isRequired() && !merged.containsKey(setting.name())) {
                errors.add(UserError.at("settings", Code.REQUIRED, "Falta «" + setting.name() + "»."));
            }
        }
        return errors;
    }

    /** What is not named stays, what is blank is taken away. */
    static Map<String, String> merged(Map<String, String> known, SaveChannelInput input) {
        Map<String, String> merged = new HashMap<>(known);
        for (ChannelSettingInput setting :
                Objects.requireNonNullElse(input.settings(), List.<ChannelSettingInput>of())) {
            if (setting.value().isBlank()) {
                merged.remove(setting.name());
            } else {
                merged.put(setting.name(), setting.value().strip());
            }
        }
        return merged;
    }
}
