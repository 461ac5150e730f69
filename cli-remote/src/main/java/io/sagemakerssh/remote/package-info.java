/**
 * The container's programs: {@code sm-setup-ssh}, {@code sm-save-env}, {@code sm-init-ssm}, {@code
 * sm-wait}.
 */
package io.sagemakerssh.remote;
