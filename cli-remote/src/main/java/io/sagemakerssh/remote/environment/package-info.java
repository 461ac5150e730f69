/** The environment that SageMaker gave the job, saved for SSH sessions. */
package io.sagemakerssh.remote.environment;
