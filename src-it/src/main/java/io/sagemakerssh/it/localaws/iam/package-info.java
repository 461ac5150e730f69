/** An IAM stand-in: identity policies, their evaluation, who may do what. */
package io.sagemakerssh.it.localaws.iam;
