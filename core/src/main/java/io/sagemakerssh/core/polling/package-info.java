/** Waiting for something that can only be asked for. */
package io.sagemakerssh.core.polling;
