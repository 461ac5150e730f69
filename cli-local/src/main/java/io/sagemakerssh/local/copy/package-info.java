/** Files and directories between this machine and a container, in pieces that can be continued. */
package io.sagemakerssh.local.copy;
