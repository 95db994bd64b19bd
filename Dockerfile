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

# Scenarios and plans are read and written here:
# docker run --rm --user "$(id -u)" --volume "$PWD:/data" etalukkari check autumn.xlsx
WORKDIR /data
USER nobody

ENTRYPOINT ["etalukkari"]
CMD ["--help"]
