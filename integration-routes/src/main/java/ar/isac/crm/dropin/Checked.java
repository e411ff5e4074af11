package ar.isac.crm.dropin;

import java.util.List;

/** A file for the API, checked: the API takes channels alone, since plain routes may do whatever the product can. */
sealed interface Checked {

    record Channel(ChannelFile file) implements Checked {}

    record Wrong(List<RouteProblem> problems) implements Checked {
        public Wrong {
            problems = List.copyOf(problems);
        }
    }

    static Checked of(String name, String yaml) {
        try {
            YamlFile file = YamlFile.read(name, yaml);
            if (!ChannelFile.isOne(file)) {
                return new Wrong(List.of(new RouteProblem(
                        "The file has no «- channel:». Plain routes may do whatever the product can, so they are put into"
                                + " the folder by hand",
                        1,
                        1)));
            }
            return switch (ChannelFile.read(file)) {
                case ChannelFile.Reading.Read(ChannelFile channel) -> new Channel(channel);
                case ChannelFile.Reading.Wrong(List<RouteProblem> problems) -> new Wrong(problems);
            };
        } catch (YamlFile.Unreadable unreadable) {
            return new Wrong(List.of(unreadable.problem()));
        }
    }
}
