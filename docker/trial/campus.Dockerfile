# The demo campus for a trial: LMS, mailbox, SMS gateway. docker build -f docker/trial/campus.Dockerfile -t campus-meet/campus .
FROM debian:bookworm-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates nodejs npm \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY .config .config
RUN node -e "import('./.config/setup-packages.mjs').then(({ setUpPackages }) => setUpPackages())" \
  && cp "$(readlink -f node_modules/.bin/node)" /usr/local/bin/campus-node
COPY . .
ENTRYPOINT ["campus-node", "plugin/demo-campus/trial.ts"]
CMD ["serve", "/trial"]
