# Prosody with Jitsi's plugins and ours. From the project's root:
# docker build -f docker/prosody.Dockerfile -t campus-meet/prosody .
# Jitsi's plugins are those of its release; the same version stands in the rendered compose.yaml.
FROM jitsi/prosody:stable-11146-2 AS plugins

FROM debian:bookworm-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends \
    ca-certificates curl prosody lua-basexx lua-inspect lua-cjson lua-luaossl lua-sec lua-unbound \
  && rm -rf /var/lib/apt/lists/* \
  # Debian ships these two for Lua 5.1 to 5.3, and its Prosody runs 5.4. Without them nobody can log in.
  && install -D -m 644 -t /usr/local/share/lua/5.4 /usr/share/lua/5.1/basexx.lua /usr/share/lua/5.1/inspect.lua
COPY --from=plugins /prosody-plugins /usr/share/jitsi-meet/prosody-plugins
COPY jitsi-config/prosody/modules /opt/campus-meet/jitsi-config/prosody/modules
COPY docker/prosody-start.sh /usr/local/bin/prosody-start
# As root, which prosody-start gives up.
CMD ["prosody-start"]
