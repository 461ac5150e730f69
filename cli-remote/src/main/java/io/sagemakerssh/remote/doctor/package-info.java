/** What {@code sm-doctor} looks at inside the container, one class a check. */
package io.sagemakerssh.remote.doctor;
