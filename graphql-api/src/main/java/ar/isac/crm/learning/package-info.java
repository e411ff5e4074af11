/** What the shop teaches the assistant: feedback, retraining with the shop's corrections, and which model serves. */
@NullMarked
package ar.isac.crm.learning;

import org.jspecify.annotations.NullMarked;
