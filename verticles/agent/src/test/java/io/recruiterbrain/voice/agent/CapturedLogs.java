package io.recruiterbrain.voice.agent;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Everything that is logged from DEBUG on, by us and by libraries, until it is closed; meanwhile nothing is printed. */
public final class CapturedLogs implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level before = root.getLevel();
    private final List<Appender<ILoggingEvent>> printing = new ArrayList<>();
    private final ListAppender<ILoggingEvent> captured = new ListAppender<>();

    public CapturedLogs() {
        root.iteratorForAppenders().forEachRemaining(printing::add);
        printing.forEach(root::detachAppender);
        captured.setContext(root.getLoggerContext());
        captured.start();
        root.addAppender(captured);
        root.setLevel(Level.DEBUG);
    }

    /** Message, arguments, key-values and exceptions of each event, as any encoder may write them. */
    public List<String> texts() {
        // A copy: a library's thread may still log.
        return List.copyOf(captured.list).stream().map(CapturedLogs::textOf).toList();
    }

    private static String textOf(ILoggingEvent event) {
        return event.getLoggerName() + " " + event.getFormattedMessage() + " " + event.getKeyValuePairs() + " "
                + event.getMDCPropertyMap() + " " + ThrowableProxyUtil.asString(event.getThrowableProxy());
    }

    @Override
    public void close() {
        root.detachAppender(captured);
        root.setLevel(before);
        printing.forEach(root::addAppender);
    }
}
