/** Managed instances: tags, ping status, discovery. */
package io.sagemakerssh.core.instance;
