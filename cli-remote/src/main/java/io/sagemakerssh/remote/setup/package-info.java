/** Preparing the container, once, whoever of the job's processes comes first. */
package io.sagemakerssh.remote.setup;
