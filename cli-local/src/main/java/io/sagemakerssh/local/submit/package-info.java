/** Submits training jobs that can be connected to. */
package io.sagemakerssh.local.submit;
