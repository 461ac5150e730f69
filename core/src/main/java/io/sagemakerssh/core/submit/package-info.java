/** Makes a job that can be connected to out of the request for one that cannot. */
package io.sagemakerssh.core.submit;
