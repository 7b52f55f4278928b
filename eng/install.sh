#!/bin/sh
# Installs what Numora needs on Debian 12 and checks for the .NET SDK. Says nothing when nothing is missing. With the
# argument "tests" also what only the tests need: Node.js and npm, for independent implementations that verify webhooks.
# With the argument "pdfium" nothing but PDFium, in the version that Debian has now, whatever is there.
set -eu

purpose=${1:-service}

# PDFium is one file of LibreOffice's core, and needs nothing else of it. Numora looks here first, then in LibreOffice's
# own place (src/Numora.Engine/Files/NativeReader.cs).
pdfium=/usr/local/lib/numora/libpdfium.so
pdfium_package=libreoffice-core-nogui
pdfium_member=./usr/lib/libreoffice/program/libpdfiumlo.so
pdfium_copyright=./usr/share/doc/$pdfium_package/copyright

as_root=
scratch=
no_cluster=
cleanup() {
    [ -z "$scratch" ] || rm -rf "$scratch"
    [ -z "$no_cluster" ] || $as_root rm -f "$no_cluster"
}
trap cleanup EXIT

die() {
    printf '%s\n' "$*" >&2
    exit 1
}

installed() {
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# Any server from 15 on will do, and the one that NUMORA_PG_BIN names.
postgres_is_there() {
    [ -n "${NUMORA_PG_BIN:-}" ] && return 0
    for version in 15 16 17 18; do
        [ -x "/usr/lib/postgresql/$version/bin/initdb" ] && return 0
    done
    return 1
}

# What it links to may go with an upgrade of Debian: then it is fetched anew.
pdfium_works() {
    links=$(ldd "$pdfium" 2>/dev/null) && case $links in *'not found'*) false ;; esac
}

pdfium_is_there() {
    [ "$purpose" != pdfium ] && { pdfium_works || [ -e "${pdfium_member#.}" ]; }
}

missing() {
    [ "$purpose" != pdfium ] || return 0
    postgres_is_there || printf ' postgresql'
    # Leptonica and libheif read images; setpriv and setsid run the database. Tesseract recognises the text of scans,
    # in the languages that Numora's labels are in; osd tells which way is up.
    for package in liblept5 libheif1 libtesseract5 \
        tesseract-ocr-eng tesseract-ocr-deu tesseract-ocr-fra tesseract-ocr-spa tesseract-ocr-ita tesseract-ocr-nld \
        tesseract-ocr-por tesseract-ocr-pol tesseract-ocr-osd util-linux; do
        installed "$package" || printf ' %s' "$package"
    done
    [ "$purpose" != tests ] || command -v npm >/dev/null 2>&1 || printf ' nodejs npm'
}

check_sdk() {
    command -v dotnet >/dev/null 2>&1 || [ ! -x "$HOME/.dotnet/dotnet" ] || die \
        "The .NET SDK is in $HOME/.dotnet but not on the PATH. Run: export PATH=\"\$HOME/.dotnet:\$PATH\""
    { command -v dotnet >/dev/null 2>&1 && dotnet --list-sdks | grep -q '^10\.'; } || die \
        "Numora needs the .NET SDK 10. Install it for this user with
  curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0
  export PATH=\"\$HOME/.dotnet:\$PATH\"
or for all users as https://learn.microsoft.com/dotnet/core/install/linux-debian says (package dotnet-sdk-10.0)."
}

install_packages() {
    # shellcheck disable=SC2086 # the packages are a list
    $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -q -y -o Acquire::Retries=3 install --no-install-recommends $packages
}

# Debian starts a server of its own on port 5432 with the first installation. Nobody asked for that one: Numora runs
# its own. A file of ours in the include directory leaves Debian's conffile alone and goes when all is installed.
without_main_cluster() {
    include=/etc/postgresql-common/createcluster.d
    no_cluster=$include/zz-numora-install.conf
    $as_root mkdir -p "$include"
    echo 'create_main_cluster = false' | $as_root tee "$no_cluster" >/dev/null
    "$@"
    $as_root rm -f "$no_cluster"
    no_cluster=
}

# apt fetches LibreOffice's package and verifies it against Debian's signature; nothing of it is installed. What PDFium
# links to is among what that package depends on, under the names that this release has for it.
fetch_pdfium() {
    scratch=$(mktemp -d)
    [ "$(id -u)" -ne 0 ] || chown _apt "$scratch" # apt downloads as that user
    (cd "$scratch" && apt-get -q -o Acquire::Retries=3 download "$pdfium_package") || return 1
    deb=$(echo "$scratch"/*.deb)
    dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$scratch" "$pdfium_member" "$pdfium_copyright" || return 1
    pdfium_version=$(dpkg-deb -f "$deb" Version) || return 1
    pdfium_links=$(dpkg-deb -f "$deb" Depends | tr ',' '\n' | sed 's/^ *//; s/ .*//' |
        grep -E '^(libabsl|libfreetype|libicu|libjpeg|liblcms2|libopenjp2|libstdc|zlib1g)' | tr '\n' ' ')
}

# Renamed into place: a service that starts at this moment loads the old file or the new one, never half of one.
lay_pdfium() {
    place=$(dirname "$pdfium")
    $as_root install -d -m 755 "$place"
    $as_root install -m 644 "$scratch/$pdfium_copyright" "$place/libpdfium.copyright"
    $as_root install -m 644 "$scratch/$pdfium_member" "$pdfium.new"
    $as_root mv -f "$pdfium.new" "$pdfium"
    echo "$pdfium_package $pdfium_version" | $as_root tee "$place/libpdfium.origin" >/dev/null
}

[ "$purpose" = pdfium ] || check_sdk

if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "This is not Debian: install PostgreSQL 15 or newer, PDFium, Leptonica, libheif and Tesseract 5 from its own packages." >&2
    exit 0
fi

packages=$(missing)
want_pdfium=
pdfium_is_there || want_pdfium=' PDFium'
[ -n "$packages$want_pdfium" ] || exit 0

if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || die \
        "Missing:$packages$want_pdfium. Run as root: apt-get install --no-install-recommends$packages${want_pdfium:+ $pdfium_package}"
    as_root=sudo
fi

echo "Installing:$packages$want_pdfium"
$as_root apt-get -q -o Acquire::Retries=3 update
if [ -n "$want_pdfium" ]; then
    if fetch_pdfium; then
        packages="$packages $pdfium_links"
    else
        [ "$purpose" != pdfium ] || die "PDFium could not be fetched from Debian's $pdfium_package; what was there before stays."
        echo "PDFium could not be fetched by itself: installing all of $pdfium_package, which contains it." >&2
        packages="$packages $pdfium_package"
        want_pdfium=
    fi
fi
case $packages in
    *postgresql*) without_main_cluster install_packages ;;
    *) install_packages ;;
esac
if [ -n "$want_pdfium" ]; then
    lay_pdfium
    if ! pdfium_works; then
        echo "PDFium does not work by itself here: installing all of $pdfium_package, which contains it." >&2
        packages=$pdfium_package
        install_packages
    fi
fi
