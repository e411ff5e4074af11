package ar.isac.crm.assistant;

/** What a turn leads to: a decision, or something to be done in the world before one can be made. */
sealed interface Move permits Decision, Trade {}
