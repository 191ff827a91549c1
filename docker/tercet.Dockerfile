# tercet as a container: `docker build --file docker/tercet.Dockerfile --tag tercet .`, then
# `docker run --rm --volume "$PWD:/work" tercet run --environment production`.
ARG NODE_IMAGE=node:24-slim
FROM ${NODE_IMAGE} AS package
WORKDIR /source
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN mkdir /package && npm pack --pack-destination /package

FROM ${NODE_IMAGE}
COPY --from=package /package/*.tgz /tmp/
RUN npm install --global --no-audit --no-fund /tmp/*.tgz && rm /tmp/*.tgz
USER node
WORKDIR /work
ENTRYPOINT ["tercet"]
