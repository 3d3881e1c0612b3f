# The desk for production. PostgreSQL, Valkey and the proxy are services of their own: see compose.yaml.
# Versions are named to the patch; where this is developed no registry can be asked for digests, so pin them
# when you build: `docker buildx imagetools inspect python:…` names the one to put behind an @.

ARG PYTHON=3.13.9-slim-trixie

FROM python:${PYTHON} AS build
WORKDIR /source
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements requirements
# Two environments: one that builds, and one that is copied into the image.
RUN python -m venv /build \
    && /build/bin/pip install --require-hashes -r requirements/build.lock -r requirements/node.lock \
    && python -m venv /desk \
    && /desk/bin/pip install --require-hashes -r requirements/base.lock
COPY . .
RUN /build/bin/python -m tools.web install \
    && /build/bin/python -m tools.web build \
    && /build/bin/pip wheel --no-deps --no-build-isolation --wheel-dir /wheels . \
    && /desk/bin/pip install --no-deps /wheels/*.whl \
    && /desk/bin/python -m pip uninstall --yes pip \
    && /desk/bin/python -m compileall -q /desk

FROM python:${PYTHON}
# An init as process 1 reaps what the workers leave and passes signals on.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends tini \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin desk
COPY --from=build /desk /desk
ENV PATH=/desk/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DESK_HOST=0.0.0.0 DESK_PORT=8000 DESK_LOG_FORMAT=json
WORKDIR /tmp
USER 10001
EXPOSE 8000
STOPSIGNAL SIGTERM
# Whether the process answers; whether it should be given people is asked of /health/ready (compose.yaml).
HEALTHCHECK --interval=10s --timeout=4s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/health/live', timeout=3)"]
ENTRYPOINT ["tini", "--", "desk"]
CMD ["serve"]
