package ar.isac.crm.learning;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the assistant's model is trained anew.
 *
 * @param timeLimit a training that takes longer is ended
 * @param leastCorrections fewer teach nothing and measure nothing
 * @param memory the heap of the training's own process, as {@code -Xmx} takes it
 * @param epochs rounds over the data; null for as many as the committed model was trained with
 * @param members networks that are averaged; null for as many as the committed model has
 * @param data the folder of our own training data; null for the data that the program comes with
 */
@ConfigurationProperties("crm.learning")
record LearningSettings(
        @DefaultValue("PT4H") Duration timeLimit,
        @DefaultValue("10") int leastCorrections,
        @DefaultValue("1500m") String memory,
        @Nullable Integer epochs,
        @Nullable Integer members,
        @Nullable Path data) {}
