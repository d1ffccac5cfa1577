# The bridge and the panel. From the project's root: docker build -f docker/bridge.Dockerfile -t campus-meet/bridge .
# The base is Debian, and Node is the one that the project itself names in package.json: nothing else is fetched.
FROM debian:bookworm-slim AS build
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates nodejs npm \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
# What changes seldom first: a change of the code does not install all packages anew.
COPY package.json package-lock.json .npmrc ./
COPY .config .config
RUN node -e "import('./.config/setup-packages.mjs').then(({ setUpPackages }) => setUpPackages())" \
  && cp "$(readlink -f node_modules/.bin/node)" /usr/local/bin/campus-node
COPY . .
RUN campus-node node_modules/vite/bin/vite.js build --config ui/vite.config.ts --logLevel warn \
  && cd / \
  && npm exec --yes --package=node@24.21.0 --package=npm@11.6.2 -- npm --prefix /app prune --omit=dev --no-audit --no-fund --loglevel=error

FROM debian:bookworm-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates libstdc++6 mariadb-client-core \
  && rm -rf /var/lib/apt/lists/* \
  && useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin campus
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /usr/local/bin/campus-node /usr/local/bin/node
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/words words
COPY --from=build /app/jitsi-config jitsi-config
COPY --from=build /app/ui/dist ui/dist
# What `campus moodle-plugin` makes its zip of.
COPY --from=build /app/plugin/moodle/campusmeet plugin/moodle/campusmeet
COPY --from=build /app/bridge bridge
# It writes nothing into its own folder: run it read-only, with a /tmp.
USER 10001
# Where it listens, and where its health is asked; a bridge in a network of its own says 0.0.0.0.
ENV CAMPUS_MEET_LISTEN=127.0.0.1:8090
EXPOSE 8090
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
  CMD ["node", "-e", "fetch('http://' + process.env.CAMPUS_MEET_LISTEN + '/health/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "bridge/src/main.ts"]
