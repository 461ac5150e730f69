/** End-to-end tests: the packaged programs, real OpenSSH and AWS clients, a local AWS. */
package io.sagemakerssh.it.e2e;
