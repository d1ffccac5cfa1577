#!/bin/sh
# OpenLDAP with the people of a trial: start-slapd.sh FOLDER. Reads FOLDER/people.ldif once; port 8389, this machine only.
set -eu
folder=$1
data=$folder/slapd
if [ ! -e "$data/data.mdb" ]; then
  mkdir -p -m 700 "$data"
  sed "s#DATA#$data#" "$(dirname "$0")/slapd.conf" > "$data/slapd.conf"
  slapadd -q -f "$data/slapd.conf" -l "$folder/people.ldif"
fi
exec slapd -d 0 -f "$data/slapd.conf" -h "ldap://127.0.0.1:${LDAP_PORT:-8389}/"
