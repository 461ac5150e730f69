/** Processes that sessions run, whoever asks for them: SSH or Session Manager. */
package io.sagemakerssh.remote.process;
