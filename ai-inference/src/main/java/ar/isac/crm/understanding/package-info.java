/** Text in, intents and entities out; knows language and no shop. */
@NullMarked
package ar.isac.crm.understanding;

import org.jspecify.annotations.NullMarked;
