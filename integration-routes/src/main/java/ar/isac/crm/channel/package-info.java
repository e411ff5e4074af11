/** What a channel is to the hub; each channel is a package below, and adding one edits no other. */
@NullMarked
package ar.isac.crm.channel;

import org.jspecify.annotations.NullMarked;
