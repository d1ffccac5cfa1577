#!/bin/sh
# Starts Prosody in its container. What is mounted belongs to whoever rendered it and is nobody else's to read, so it is
# handed to Prosody's own user first; then root is given up.
set -eu
take() { install -D -o prosody -g prosody -m 600 "$1" "$2"; }

take /campus/prosody.cfg.lua /etc/prosody/prosody.cfg.lua
for file in /campus/certs/*; do
  [ -e "$file" ] && take "$file" "/etc/prosody/certs/${file##*/}"
done
take /campus/accounts /opt/campus-meet/accounts/accounts
take /campus/accounts.sh /opt/campus-meet/accounts/accounts.sh
mkdir -p /var/log/jitsi/prosody
chown -R prosody:prosody /var/lib/prosody /var/log/jitsi/prosody /run/prosody

# The accounts of Jicofo and the videobridges first: with another password than before they are changed.
exec setpriv --reuid=prosody --regid=prosody --init-groups --inh-caps=-all --no-new-privs \
  sh -c 'sh /opt/campus-meet/accounts/accounts.sh && exec prosody -F'
