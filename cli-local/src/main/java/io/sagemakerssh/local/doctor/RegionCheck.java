package io.sagemakerssh.local.doctor;

import io.sagemakerssh.core.diagnosis.Check;
import io.sagemakerssh.core.diagnosis.Finding;
import java.util.Set;

/** Whether a region is configured. */
record RegionCheck(Case of) implements Check {
  static final String NAME = "region";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> needs() {
    return Set.of();
  }

  @Override
  public Finding look() {
    return Finding.ok(of.aws().region().id());
  }
}
