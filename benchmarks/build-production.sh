# To be sourced, with $java set, from the repository's root.

build_production() { # builds what stands on the testkit, with its libraries; not again while nothing changed. $1 gets what the build says
  local built=benchmarks/target/production/.built
  [ ! -f "$built" ] || [ -n "$(find pom.xml contract verticles testkit launcher benchmarks -name target -prune -o -type f -newer "$built" -print -quit)" ] || return 0
  JAVA_HOME=$(dirname "$(dirname "$java")") mvn -q -B -Pproduction -pl benchmarks -am -DskipTests -Dspotless.check.skip package >"$1" 2>&1 \
    || { tail -n 20 "$1" >&2; exit 1; }
  touch "$built"
}
