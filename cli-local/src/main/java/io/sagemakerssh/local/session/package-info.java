/** Ports and shells through Session Manager alone, without SSH. */
package io.sagemakerssh.local.session;
