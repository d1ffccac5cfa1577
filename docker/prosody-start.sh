#!/bin/sh
# Starts Prosody in its container. What is mounted belongs to whoever rendered it and is nobody else's to read, so it is
# handed to Prosody's own user first; then root is given up.
set -eu
take() { install -D -o prosody -g prosody -m 600 "$1" "$2"; }

take /campus/prosody.cfg.lua /etc/prosody/prosody.cfg.lua
for file in /campus/certs/*; do
  [ -e "$file" ] && take "$file" "/etc/prosody/certs/${file##*/}"
done
# Its log goes where Docker bounds it: the folder of the settings file is in memory.
sed -i 's|to = "file", filename = "[^"]*"|to = "console"|' /etc/prosody/prosody.cfg.lua
take /campus/accounts /opt/campus-meet/accounts/accounts
take /campus/accounts.sh /opt/campus-meet/accounts/accounts.sh
# Where its data, pid file and logs are by the settings file.
chown -R prosody:prosody $CAMPUS_FOLDERS

# The accounts of Jicofo and the videobridges first: with another password than before they are changed.
exec setpriv --reuid=prosody --regid=prosody --init-groups --inh-caps=-all --no-new-privs \
  sh -c 'sh /opt/campus-meet/accounts/accounts.sh && exec prosody -F'
