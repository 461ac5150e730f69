/** Where the container's files lie and who the container's user is. */
package io.sagemakerssh.remote.layout;
