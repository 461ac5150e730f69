package io.sagemakerssh.it.localaws.messages;

import io.sagemakerssh.core.session.wire.JobAck;
import io.sagemakerssh.core.session.wire.JobReply;

/** Hears what agents say of the commands they were given. */
public interface JobListener {
  void acknowledged(String instanceId, JobAck ack);

  void replied(String instanceId, JobReply reply);
}
