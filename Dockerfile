# The site of the seed, or the program for your own data:
#
#   docker build -t icmlpo-rdf .
#   docker run --rm -p 127.0.0.1:7878:7878 icmlpo-rdf                                  # then http://127.0.0.1:7878/
#   docker run --rm -v "$PWD:/work" -u "$(id -u)" icmlpo-rdf convert page.md -o page.ttl    # files of this folder
FROM python:3.11-slim AS build
WORKDIR /src
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY icmlpo_rdf icmlpo_rdf
COPY ontology ontology
COPY shapes shapes
RUN python -m venv /opt/icmlpo-rdf \
 && /opt/icmlpo-rdf/bin/pip install --no-cache-dir --constraint constraints.txt '.[pictures,tables]'

FROM python:3.11-slim
RUN useradd --create-home --uid 10001 reader && mkdir /work && chown reader /work
COPY --from=build /opt/icmlpo-rdf /opt/icmlpo-rdf
COPY output /data/output
COPY seeds /data/seeds
ENV PATH=/opt/icmlpo-rdf/bin:$PATH
USER reader
WORKDIR /work
EXPOSE 7878
ENTRYPOINT ["icmlpo-rdf"]
CMD ["serve", "/data/output", "--source", "/data/seeds", "--host", "0.0.0.0"]
