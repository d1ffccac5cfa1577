#!/bin/sh
# Starts a program in its container as the image's own user: start.sh USER PROGRAM [ARGUMENT…]
# What is mounted below /campus holds secrets, so on the machine it is nobody else's to read. It is handed to that user
# at $CAMPUS_TO (/run/campus) first; then root is given up.
set -eu
user=$1
shift
from=${CAMPUS_FROM:-/campus}
to=${CAMPUS_TO:-/run/campus}
install -d -m 700 -o "$user" "$to"
for file in "$from"/*; do
  install -m 400 -o "$user" "$file" "$to/${file##*/}"
done
# Java looks for whom to trust in a list of its own: there the XMPP server's certificate has to be.
if [ -e "$from/xmpp.crt" ]; then
  rm -f "$to/trust.p12"
  keytool -importcert -noprompt -storetype PKCS12 -storepass campus-meet -alias xmpp \
    -file "$from/xmpp.crt" -keystore "$to/trust.p12"
  chown "$user" "$to/trust.p12"
  JAVA_TOOL_OPTIONS="-Djavax.net.ssl.trustStore=$to/trust.p12 -Djavax.net.ssl.trustStorePassword=campus-meet"
  export JAVA_TOOL_OPTIONS
fi
# What it may do beyond any user, for example net_bind_service: to listen below 1024.
kept=${CAMPUS_CAPABILITY:+,+$CAMPUS_CAPABILITY}
exec setpriv --reuid="$user" --regid="$(id -g "$user")" --init-groups --no-new-privs \
  --inh-caps="-all$kept" --ambient-caps="-all$kept" "$@"
