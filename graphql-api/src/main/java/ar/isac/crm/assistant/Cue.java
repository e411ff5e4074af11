package ar.isac.crm.assistant;

/** What short words say about the things a talk is already about, where a model that knows no talk hears little. */
enum Cue {
    CHEAPEST,
    DEAREST,
    CHEAPER,
    BETTER,
    /** The price is too much. */
    OBJECTION,
    DISCOUNT,
    /** How long a price holds. */
    OFFER_END,
    SIMILAR,
    /** Not this one but the other. */
    OTHER_ONE,
    COMPARE,
    RECOMMEND,
    /** Both, each of them. */
    ALL_OF_THEM,
    TOTAL,
    ALSO,
    REMOVE,
    INSTEAD,
    DETAILS,
    PICTURE,
    HOW_MANY,
    /** An amount behind it is the most to be spent. */
    BUDGET,
    /** A way to pay is named. */
    PAYING,
    /** Of a kind, something that costs little. */
    CHEAP,
    /** What the thing itself has or can: «¿tiene cámara?». */
    FEATURE,
    /** Something of the order is to be different. */
    CHANGE_ORDER,
    LAUGHTER,
    /** Not now. */
    LATER,
    /** The customer is coming by. */
    VISIT,
    /** What was on its way has come. */
    ARRIVED,
    /** When something sold out comes back. */
    RESTOCK,
    /** To be told when it comes back. */
    NOTIFY,
    /** Whether a machine answers. */
    BOT,
    /** A person is wished for, not only asked after. */
    PERSON_WANTED,
    /** A question is announced: «sacame una duda» takes nothing out. */
    QUESTION_AHEAD,
    INSULT,
    /** The quote itself is asked for. */
    QUOTE,
    PAYMENT_TROUBLE
}
