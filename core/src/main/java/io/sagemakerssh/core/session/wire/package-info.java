/**
 * The Session Manager's messages as bytes and as values: frames and JSON payloads. Knows no socket.
 */
package io.sagemakerssh.core.session.wire;
