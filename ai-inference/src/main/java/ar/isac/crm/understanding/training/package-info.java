/** Turns the labelled messages of {@code ai-inference/data} into the model, and measures it. */
@NullMarked
package ar.isac.crm.understanding.training;

import org.jspecify.annotations.NullMarked;
