/** How a container becomes a managed instance of AWS Systems Manager, and stays one. */
package io.sagemakerssh.remote.registration;
