/** A local AWS: strict stand-ins of the services that the product talks to. */
package io.sagemakerssh.it.localaws;
