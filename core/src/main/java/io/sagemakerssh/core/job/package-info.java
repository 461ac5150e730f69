/** Names and kinds of SageMaker resources. */
package io.sagemakerssh.core.job;
