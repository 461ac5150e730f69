/** What {@code doctor} looks at, one class a check, in the order of {@code Checkup}. */
package io.sagemakerssh.local.doctor;
