package io.sagemakerssh.local.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Logs to standard error: standard output belongs to {@code proxy} and {@code exec}. In code and
 * not in XML, whose parser would take a good part of a quick start.
 */
public final class StderrLogging extends ContextAwareBase implements Configurator {
  /** Set to {@code true} by {@code --verbose} before anything logs. */
  public static final String VERBOSE = "sm.ssh.verbose";

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%d{HH:mm:ss.SSS} %-5level [%thread] %logger{20} - %msg%n");
    encoder.start();

    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();

    context.getLogger("ROOT").setLevel(Level.ERROR);
    context.getLogger("ROOT").addAppender(appender);
    context
        .getLogger("io.sagemakerssh")
        .setLevel(Boolean.getBoolean(VERBOSE) ? Level.DEBUG : Level.WARN);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
