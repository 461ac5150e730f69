/** The laptop's end of a Session Manager session. */
package io.sagemakerssh.core.session.client;
