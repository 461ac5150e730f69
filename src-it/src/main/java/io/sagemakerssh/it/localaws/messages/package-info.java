/** The Session Manager message service: control channels, data channels and the relay between. */
package io.sagemakerssh.it.localaws.messages;
