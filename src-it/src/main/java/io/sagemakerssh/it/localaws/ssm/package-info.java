/** Systems Manager: activations, managed instances, tags, Run Command, sessions. */
package io.sagemakerssh.it.localaws.ssm;
