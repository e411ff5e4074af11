/** The bytes of pictures, voice notes and documents. */
@NullMarked
package ar.isac.crm.media;

import org.jspecify.annotations.NullMarked;
