/** The end of the process, also by a signal. */
package io.sagemakerssh.local.exit;
