/** The approved templates of the shop's WhatsApp accounts: kept as the platform has them, and sent filled in. */
@NullMarked
package ar.isac.crm.template;

import org.jspecify.annotations.NullMarked;
