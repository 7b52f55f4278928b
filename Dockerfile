# The service and its native document libraries, without a database: name one with ConnectionStrings__Numora.

FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
ENV NUGET_CERT_REVOCATION_MODE=offline
WORKDIR /source

# What decides the packages comes first: a change of code alone restores nothing.
COPY Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/Numora.Engine/Numora.Engine.csproj src/Numora.Engine/
COPY src/Numora/Numora.csproj src/Numora/
RUN dotnet restore src/Numora

COPY src/ src/
RUN dotnet publish src/Numora --configuration Release --no-restore --output /app

# Named by its Ubuntu release, because the names of the packages below are those of 24.04.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble

# liblept5 brings Leptonica; Tesseract recognises text in the languages of its data. Ubuntu's libheif1 reads AVIF by itself,
# but not what phones send (HEIC), since its libde265 plug-in became a mere suggestion. curl is for the health check. PDFium
# is one file out of LibreOffice's package, which is fetched and not installed.
COPY eng/install.sh /tmp/install.sh
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        curl \
        libheif-plugin-libde265 \
        libheif1 \
        liblept5 \
        libtesseract5 \
        tesseract-ocr-deu \
        tesseract-ocr-eng \
        tesseract-ocr-fra \
        tesseract-ocr-ita \
        tesseract-ocr-nld \
        tesseract-ocr-osd \
        tesseract-ocr-pol \
        tesseract-ocr-por \
        tesseract-ocr-spa \
    && sh /tmp/install.sh pdfium \
    && rm -rf /tmp/install.sh /var/lib/apt/lists/* \
    && install -d -o "$APP_UID" -g "$APP_UID" -m 0711 /data

WORKDIR /app
COPY --from=build /app ./

# The published port decides who may reach it; inside the container every interface must answer.
ENV ASPNETCORE_URLS=http://0.0.0.0:8080 \
    Numora__DataDirectory=/data
USER $APP_UID
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["curl", "--fail", "--silent", "--show-error", "--output", "/dev/null", "http://127.0.0.1:8080/healthz/live"]
ENTRYPOINT ["dotnet", "Numora.dll"]
