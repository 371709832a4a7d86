# Two stages: what builds is left behind. Build: docker build -t newsletter .
ARG PYTHON=3.13-slim-bookworm

FROM python:${PYTHON} AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY newsletter newsletter
COPY templates templates
COPY feeds feeds
COPY seeds seeds
RUN python -m venv /opt/newsletter \
    && /opt/newsletter/bin/pip install --no-cache-dir ".[dkim,docx,pdf,postgresql]" \
    && /opt/newsletter/bin/pip uninstall --yes pip

FROM python:${PYTHON}
ENV PATH=/opt/newsletter/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    NEWSLETTER_WEB_HOST=0.0.0.0
RUN groupadd --system --gid 10001 newsletter \
    && useradd --system --uid 10001 --gid newsletter --no-create-home --home-dir /data newsletter \
    && install --directory --owner=newsletter --group=newsletter --mode=0750 /data
COPY --from=build /opt/newsletter /opt/newsletter
USER 10001:10001
WORKDIR /data
VOLUME ["/data"]
EXPOSE 8321
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=1m --timeout=10s --start-period=1m --retries=3 CMD ["newsletter", "health"]
ENTRYPOINT ["newsletter"]
CMD ["serve"]
