/** Transfers over several connections at once. */
package io.sagemakerssh.local.stripe;
