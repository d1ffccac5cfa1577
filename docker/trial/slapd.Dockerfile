# OpenLDAP for a trial. docker build -f docker/trial/slapd.Dockerfile -t campus-meet/slapd .
FROM debian:bookworm-slim
RUN apt-get update \
  && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends slapd ldap-utils \
  && rm -rf /var/lib/apt/lists/*
COPY docker/trial/slapd.conf docker/trial/start-slapd.sh /trial-server/
CMD ["sh", "/trial-server/start-slapd.sh", "/trial"]
