/**
 * The least-privilege IAM policies of everybody who takes part, and what IAM says of them. The
 * policies' one source are this package's resources.
 */
package io.sagemakerssh.local.permissions;
