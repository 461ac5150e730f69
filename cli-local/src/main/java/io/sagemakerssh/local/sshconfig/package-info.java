/** The SSH configuration that lets any program connect. */
package io.sagemakerssh.local.sshconfig;
