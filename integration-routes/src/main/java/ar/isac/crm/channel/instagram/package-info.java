/** Instagram's direct messages over Meta's API: webhooks to our records, our messages to its calls. */
@NullMarked
package ar.isac.crm.channel.instagram;

import org.jspecify.annotations.NullMarked;
