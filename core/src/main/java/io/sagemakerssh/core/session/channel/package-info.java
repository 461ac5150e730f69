/** One data channel: order, acknowledgement, resend, window, resume. */
package io.sagemakerssh.core.session.channel;
