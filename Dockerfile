FROM python:3.11-slim

ENV PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PYTHONUNBUFFERED=1

WORKDIR /app

# The parts first: they change less often than the program.
COPY requirements.txt ./
RUN pip install --require-hashes -r requirements.txt

COPY pyproject.toml README.md ./
COPY scenarios ./scenarios
COPY solver ./solver
COPY api ./api
RUN pip install --no-deps --no-build-isolation .

# The database of the service, and files of the commands. Whoever the container runs as writes here:
# docker run --rm --user "$(id -u)" --volume "$PWD:/data" etalukkari check autumn.xlsx
WORKDIR /data
RUN chmod 1777 .
VOLUME /data

# A container is reached from outside of itself, so nobody comes in without a key:
# docker run --rm --volume plans:/data etalukkari keys add --role coordinator --name office
ENV ETALUKKARI_DATABASE=sqlite:////data/etalukkari.db \
    ETALUKKARI_STATE=/data/state \
    ETALUKKARI_HOST=0.0.0.0 \
    ETALUKKARI_PORT=8800 \
    ETALUKKARI_SIGN_IN=true \
    ETALUKKARI_LOG_FORMAT=json
EXPOSE 8800
USER nobody

HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
    CMD python -c "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ['ETALUKKARI_PORT'] + '/health', timeout=4)"

ENTRYPOINT ["etalukkari"]
CMD ["serve"]
