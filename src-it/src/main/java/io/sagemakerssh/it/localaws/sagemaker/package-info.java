/** A stand-in of SageMaker that runs training jobs as processes of this machine. */
package io.sagemakerssh.it.localaws.sagemaker;
