package io.recruiterbrain.voice.launcher.node;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.DoubleSupplier;

/** How much of the processors this process uses, 0 to 1 since the last call; negative where that is not known. */
final class ProcessorLoad implements DoubleSupplier {
    @Override
    public double getAsDouble() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuLoad()
                : -1;
    }
}
