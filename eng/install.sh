#!/bin/sh
# Installs what Numora needs on Debian 12 and checks for the .NET SDK. Says nothing when nothing is missing. With the
# argument "tests" also what only the tests need: Node.js and npm, for independent implementations that verify webhooks.
set -eu

purpose=${1:-service}

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

missing() {
    postgres_is_there || printf ' postgresql'
    # PDFium comes with LibreOffice's core; Leptonica and libheif read images; setpriv and setsid run the database.
    # Tesseract recognises the text of scans, in the languages that Numora's labels are in; osd tells which way is up.
    for package in libreoffice-core-nogui liblept5 libheif1 libtesseract5 \
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
    $as_root apt-get -q -o Acquire::Retries=3 update
    # shellcheck disable=SC2086 # the packages are a list
    $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -q -y -o Acquire::Retries=3 install --no-install-recommends $packages
}

# Debian starts a server of its own on port 5432 with the first installation. Nobody asked for that one: Numora runs
# its own. A file of ours in the include directory leaves Debian's conffile alone and goes when all is installed.
without_main_cluster() {
    include=/etc/postgresql-common/createcluster.d
    ours=$include/zz-numora-install.conf
    # shellcheck disable=SC2064 # the path of now
    trap "$as_root rm -f $ours" EXIT
    $as_root mkdir -p "$include"
    echo 'create_main_cluster = false' | $as_root tee "$ours" >/dev/null
    "$@"
    $as_root rm -f "$ours"
    trap - EXIT
}

check_sdk

if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "This is not Debian: install PostgreSQL 15 or newer, PDFium, Leptonica, libheif and Tesseract 5 from its own packages." >&2
    exit 0
fi

packages=$(missing)
[ -n "$packages" ] || exit 0

as_root=
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || die \
        "Missing:$packages. Run as root: apt-get install --no-install-recommends$packages"
    as_root=sudo
fi

echo "Installing:$packages"
case $packages in
    *postgresql*) without_main_cluster install_packages ;;
    *) install_packages ;;
esac
