package io.sagemakerssh.it.localaws.messages;

/** Who is at one end of a data channel. */
enum Party {
  CLIENT,
  AGENT;

  Party other() {
    return this == CLIENT ? AGENT : CLIENT;
  }
}
