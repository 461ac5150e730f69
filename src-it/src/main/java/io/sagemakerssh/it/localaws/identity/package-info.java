/** A stand-in of IAM's service: roles, the policies of roles and users, the policy simulator. */
package io.sagemakerssh.it.localaws.identity;
