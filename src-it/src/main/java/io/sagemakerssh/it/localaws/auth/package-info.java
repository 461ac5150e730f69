/** Who calls: access keys, temporary credentials and the verification of request signatures. */
package io.sagemakerssh.it.localaws.auth;
