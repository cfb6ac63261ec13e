# shellcheck shell=bash
# Sourced by the start scripts: prints the java program of a JDK or JRE 21 or newer, or fails.

java_major() { # prints the feature version of the java program $1, nothing when it does not run
  "$1" -version 2>&1 | sed -n 's/.* version "\([0-9]*\)[."].*/\1/p;s/.* version "\([0-9]*\)".*/\1/p' | head -n 1
}

find_java() { # JAVA_HOME, PATH, the system's JVM folder, SDKMAN; the first that is new enough
  local candidate major
  for candidate in "${JAVA_HOME:-/nonexistent}/bin/java" "$(command -v java || true)" \
    /usr/lib/jvm/*/bin/java /Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java \
    "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/java/*/bin/java; do
    [ -x "$candidate" ] || continue
    major=$(java_major "$candidate")
    if [ -n "$major" ] && [ "$major" -ge 21 ]; then
      printf '%s\n' "$candidate"
      return 0
    fi
  done
  return 1
}

no_java_message() {
  echo "No Java 21 or newer was found (looked at JAVA_HOME, PATH, /usr/lib/jvm and SDKMAN)." >&2
  echo "Install one, for example: apt-get install openjdk-21-jdk, or: sdk install java 21-tem" >&2
}
