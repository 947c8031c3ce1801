# Sourced by scripts. Points JAVA_HOME at a JDK of Java 21 or newer, or says what is missing and fails. POSIX sh.
#
# A JAVA_HOME that is good enough is kept. Otherwise the first good one is taken of: the javac on the path, and the
# places where systems, SDKMAN and IDEs put JDKs.

# Prints the Java version of the JDK in $1, such as 21; prints 0 if there is no JDK.
jdk_version() {
  if [ ! -x "$1/bin/javac" ] || [ ! -r "$1/release" ]; then
    echo 0
    return
  fi
  jdk_version_found=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  echo "${jdk_version_found:-0}"
}

# Prints the first JDK of Java 21 or newer; prints nothing if there is none.
find_jdk() {
  if javac_on_path=$(command -v javac); then
    javac_on_path=$(readlink -f "$javac_on_path")
    set -- "${javac_on_path%/bin/javac}"
  fi
  for jdk_candidate in "${JAVA_HOME:-}" "$@" \
    /usr/lib/jvm/* \
    /opt/java/* \
    "${HOME:-}"/.sdkman/candidates/java/* \
    "${HOME:-}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ "$(jdk_version "$jdk_candidate")" -ge 21 ]; then
      echo "$jdk_candidate"
      return
    fi
  done
}

JAVA_HOME=$(find_jdk)
if [ -z "$JAVA_HOME" ]; then
  unset JAVA_HOME
  echo "error: no JDK of Java 21 or newer was found; install one, or set JAVA_HOME to one that is installed" >&2
  return 1
fi
export JAVA_HOME
