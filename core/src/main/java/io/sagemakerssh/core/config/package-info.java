/** Every environment variable and setting, one documented constant each. */
package io.sagemakerssh.core.config;
