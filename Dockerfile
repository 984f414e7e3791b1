# newscrawl as a user without rights, on a file system that it cannot write to but for output/. docs/deploying.md
FROM python:3.13-slim AS packages
COPY requirements.lock /
RUN python -m venv /opt/packages \
 && /opt/packages/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r /requirements.lock

FROM python:3.13-slim
COPY --from=packages /opt/packages /opt/packages
WORKDIR /srv/newscrawl
COPY scrapy.cfg README.md LICENSE ./
COPY deploy/every.sh deploy/
COPY newscrawl newscrawl
# The files stay root's: a run may read them and no more.
RUN python -m compileall -q newscrawl \
 && mkdir output sites \
 && chown 10001:10001 output
ENV PATH=/opt/packages/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
USER 10001:10001
VOLUME /srv/newscrawl/output
HEALTHCHECK --interval=1h --timeout=1m --start-period=2h --retries=1 CMD ["scrapy", "health"]
ENTRYPOINT ["scrapy"]
CMD ["update"]
