# syntax=docker/dockerfile:1
# Runs as any role: `docker run reelay` is API and worker over an embedded database in /data; compose.yaml shows two of each.

FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY packages/client/package.json packages/client/
COPY packages/console/package.json packages/console/
COPY packages/server/package.json packages/server/
COPY packages/studio/package.json packages/studio/
COPY packages/vision-models/package.json packages/vision-models/
RUN npm ci --omit=dev --ignore-scripts
COPY LICENSE NOTICE ./
COPY packages packages
# The embedded PostgreSQL needs links that npm cannot pack, and the server's user may not make them in here.
RUN ["node", "--input-type=module", "--eval", "import { findNativeDirectory, restoreLibraryLinks, thisHost } from './packages/server/src/db/embedded/binaries.ts'; await restoreLibraryLinks(findNativeDirectory(thisHost()));"]

FROM node:24-slim
ENV NODE_ENV=production
ENV HOST=0.0.0.0
ENV PORT=8787
ENV REELAY_WORKER_PORT=8787
ENV REELAY_DATA_DIR=/data
WORKDIR /app
RUN mkdir /data && chown node:node /data
COPY --from=packages /app /app
USER node
VOLUME /data
EXPOSE 8787
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "--eval", "fetch('http://127.0.0.1:8787/readyz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "packages/server/bin/reelay.mjs"]
CMD ["serve"]
