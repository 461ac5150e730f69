/**
 * Connections carried through one port session: multiplexed by smux version 1, or one after the
 * other.
 */
package io.sagemakerssh.core.session.forward;
