# One image for every process of Fairlot; docker-compose.yml says which runs what. The commands of the first two stages
# are those of any machine: tests/deploy runs them as they stand here.

FROM node:20-bookworm-slim AS miniapp
WORKDIR /app/webapp_api/miniapp
COPY webapp_api/miniapp/package.json webapp_api/miniapp/package-lock.json webapp_api/miniapp/.npmrc ./
RUN npm ci
COPY locales /app/locales
COPY webapp_api/miniapp ./
RUN npm run build

FROM python:3.11-slim-bookworm AS packages
WORKDIR /app
COPY .ci/bootstrap.py .ci/
COPY pyproject.toml LICENSE requirements-bootstrap.lock requirements-runtime.lock ./
RUN python .ci/bootstrap.py --runtime

FROM python:3.11-slim-bookworm
# the folders of the custodian's volumes: an empty volume takes its owner from here
RUN mkdir -p /var/lib/fairlot /run/fairlot && chown 10001:10001 /var/lib/fairlot /run/fairlot
WORKDIR /app
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
COPY --from=packages /app/.venv .venv
COPY alembic.ini pyproject.toml LICENSE ./
COPY locales locales
COPY migrations migrations
COPY core core
COPY bot bot
COPY webapp_api webapp_api
COPY --from=miniapp /app/webapp_api/miniapp/dist webapp_api/miniapp/dist
COPY sandbox sandbox
COPY cli cli
USER 10001:10001
STOPSIGNAL SIGTERM
ENTRYPOINT ["fairlot"]
CMD ["--help"]
