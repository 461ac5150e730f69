/** The key management service, as far as encrypted sessions need it. */
package io.sagemakerssh.it.localaws.kms;
