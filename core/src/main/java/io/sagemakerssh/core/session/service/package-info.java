/** The agent's end of Session Manager: the message service, the control channel, its sessions. */
package io.sagemakerssh.core.session.service;
