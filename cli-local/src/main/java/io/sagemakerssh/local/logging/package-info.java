/** Where log lines go. */
package io.sagemakerssh.local.logging;
