/** The endpoint where a container finds the temporary credentials of its role. */
package io.sagemakerssh.it.localaws.containercredentials;
