/** WhatsApp over Meta's Cloud API: webhooks to our records, our messages to its calls. */
@NullMarked
package ar.isac.crm.channel.whatsapp;

import org.jspecify.annotations.NullMarked;
