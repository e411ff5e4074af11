/** Files that add routes and channels to the running hub: read, checked, tried in a sandbox, and swapped without a loss. */
@NullMarked
package ar.isac.crm.dropin;

import org.jspecify.annotations.NullMarked;
