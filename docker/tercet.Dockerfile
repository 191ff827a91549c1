# tercet as a container: `docker build --file docker/tercet.Dockerfile --tag tercet .`, then
# `docker run --rm --volume "$PWD:/work" tercet run --environment production`.
FROM node:24-slim AS package
WORKDIR /source
COPY . .
RUN npm ci --no-audit --no-fund && npm pack --pack-destination /package

FROM node:24-slim
COPY --from=package /package/*.tgz /tmp/
RUN npm install --global --no-audit --no-fund /tmp/*.tgz && rm /tmp/*.tgz
USER node
WORKDIR /work
ENTRYPOINT ["tercet"]
