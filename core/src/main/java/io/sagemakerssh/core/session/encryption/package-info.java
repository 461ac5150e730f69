/**
 * The encryption of a session's bytes by a key of KMS, which the service's preferences may demand.
 */
package io.sagemakerssh.core.session.encryption;
