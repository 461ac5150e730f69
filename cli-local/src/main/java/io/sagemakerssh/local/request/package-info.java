/** Requests for training jobs as JSON, in the form that the AWS command line takes. */
package io.sagemakerssh.local.request;
