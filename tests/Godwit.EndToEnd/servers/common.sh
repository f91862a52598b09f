# Sourced by the server scripts beside it; see README.md for the verbs and the settings.
#
# A server runs in a mount and a process-id namespace of its own (util-linux's unshare, as root). Three things follow: packages that conflict with each other
# are laid over /usr for that server alone, paths compiled into a daemon are private to each instance, and killing the namespace's first process ends every
# process of the server, even when its own master was killed before.
set -euo pipefail

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
REPOSITORY=$(cd "$HERE/../../.." && pwd)
CACHE=${GODWIT_SERVERS:-$REPOSITORY/artifacts/servers}
CLAIMS=${TMPDIR:-/tmp}/godwit-ports

SERVER_USERS=${SERVER_USERS:-alice:wonderland bob:builder}
SERVER_TLS=${SERVER_TLS:-good}
MAIL_USER=nobody
MAIL_GROUP=nogroup

die() { echo "$(basename "$0"): $*" >&2; exit 1; }

# A pause without starting a process: a read from a pipe to which nobody writes.
pause() {
    [ -n "${pause_fd:-}" ] || exec {pause_fd}<> <(:)
    read -r -t "$1" -u "$pause_fd" || true
}

# claim_port NAME: a free loopback port below the ephemeral range, remembered in $DIR/ports. A claim is a link to the server's folder; one that points nowhere is void.
claim_port() {
    local port
    mkdir -p -m 1777 "$CLAIMS"
    for _ in {1..500}; do
        port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
        [ -L "$CLAIMS/$port" ] && [ ! -e "$CLAIMS/$port" ] && rm -f "$CLAIMS/$port"
        ln -sT "$DIR" "$CLAIMS/$port" 2>/dev/null || continue
        if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then rm -f "$CLAIMS/$port"; continue; fi
        echo "$1=$port" >> "$DIR/ports"
        return
    done
    die "no free port found"
}

# port NAME: the port that claim_port gave under this name; nothing when there is none.
port() { sed -n "s/^$1=//p" "$DIR/ports"; }

# Returns when the port greets; fails when the server ends or stays mute for 20 seconds.
wait_for_greeting() {
    local greeting deadline=$((SECONDS + 20))
    while [ "$SECONDS" -lt "$deadline" ]; do
        if { exec 3<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null; then
            if read -r -t 5 -u 3 greeting && [[ $greeting == '* OK'* ]]; then exec 3>&-; return; fi
            exec 3>&-
        fi
        runs || give_up "the server ended while starting"
        pause 0.01
    done
    give_up "no greeting on port $1 within 20 seconds"
}

# Returns when somebody listens at the port; fails as above. Some servers open their ports one after the other.
wait_for_listener() {
    local deadline=$((SECONDS + 20))
    while [ "$SECONDS" -lt "$deadline" ]; do
        if { exec 3<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null; then exec 3>&-; return; fi
        runs || give_up "the server ended while starting"
        pause 0.01
    done
    give_up "nobody listens on port $1 within 20 seconds"
}

give_up() {
    tail -n 20 "$DIR/out" >&2
    kill_server
    die "$1; see $DIR"
}

# start_time PID: when the process began, in clock ticks since boot; tells a process from a later one with the same number.
start_time() {
    local stat
    { read -r stat < "/proc/$1/stat"; } 2>/dev/null || return 1
    set -- ${stat##*) }
    echo "${20}"
}

# True while the first process of the server's namespace lives.
runs() {
    [ -f "$DIR/pid" ] || { [ -n "${LAUNCHER:-}" ] && kill -0 "$LAUNCHER" 2>/dev/null; return; }
    local pid began
    read -r pid began < "$DIR/pid" || return 1
    [ "$(start_time "$pid")" = "$began" ]
}

# Starts "serve" of the calling script as the first process of new namespaces, detached from everything of ours.
launch() {
    rm -f "$DIR/pid"
    setsid unshare --mount --pid --fork --kill-child "$HERE/$(basename "$0")" serve "$DIR" </dev/null >"$DIR/out" 2>&1 &
    LAUNCHER=$!
    disown
    until [ -s "$DIR/pid" ]; do
        kill -0 "$LAUNCHER" 2>/dev/null || { cat "$DIR/out" >&2; die "cannot make namespaces (are you root?)"; }
        pause 0.005
    done
}

# Inside the namespaces: leaves the number by which the outside knows us (/proc is still the outside's).
register() {
    local pid
    read -r pid _ < /proc/self/stat
    echo "$pid $(start_time "$pid")" > "$DIR/pid.new"
    mv "$DIR/pid.new" "$DIR/pid"
}

# lay_over NAME: shows the files of an unpacked server over this machine's own, in this namespace only.
lay_over() { mount -t overlay overlay -o "lowerdir=$CACHE/$1/root/usr:/usr" /usr; mount -t tmpfs tmpfs /run; }

# lay_over_etc NAME: the same for /etc, with $DIR/etc on top, where the instance has its own. What is under an overlay must not change any more.
lay_over_etc() { mount -t overlay overlay -o "lowerdir=$DIR/etc:$CACHE/$1/root/etc:/etc" /etc; }

needs_unpacked() { [ -f "$CACHE/$1/complete" ] || die "$1 is not unpacked; run tests/Godwit.EndToEnd/servers/install $1 first"; }

kill_server() {
    local pid began
    if runs && read -r pid began < "$DIR/pid"; then
        kill -9 "$pid" 2>/dev/null || true
        while runs; do pause 0.005; done
    fi
    rm -f "$DIR/pid"
}

release_ports() {
    local number
    [ -f "$DIR/ports" ] || return 0
    while IFS== read -r _ number; do
        if [ "$(readlink "$CLAIMS/$number" 2>/dev/null)" = "$DIR" ]; then rm -f "$CLAIMS/$number"; fi
    done < "$DIR/ports"
}

begin() {
    runs && die "a server already runs in $DIR"
    mkdir -p "$DIR"
    chmod 755 "$DIR"
    su -s /bin/sh "$MAIL_USER" -c "cd '$DIR'" 2>/dev/null || die "the user $MAIL_USER cannot reach $DIR; choose a folder below /tmp"
    [ -f "$DIR/ports" ] || claim_ports
    [ "$SERVER_TLS" = no ] || "$HERE/certificates" "$CACHE/certificates"
    configure
    launch
    wait_for_greeting "$(port imap)"
    [ "$SERVER_TLS" = no ] || wait_for_listener "$(port imaps)"
    prepare
    cat "$DIR/ports"
    echo "home=$DIR/home"
    [ "$SERVER_TLS" = no ] || echo "ca=$CACHE/certificates/ca.pem"
}

# What a script may leave out.
claim_ports() { claim_port imap; [ "$SERVER_TLS" = no ] || claim_port imaps; }
prepare() { :; }

main() {
    [ $# -eq 2 ] || die "usage: $(basename "$0") start|kill|stop FOLDER"
    case $2 in *[:,\'\ ]*) die "the folder's name may not hold a space, colon, comma or quote" ;; esac
    DIR=$(realpath -m "$2")
    case $1 in
        start) begin ;;
        serve) register; serve ;;
        kill) kill_server ;;
        stop) kill_server; release_ports; rm -rf "$DIR" ;;
        *) die "usage: $(basename "$0") start|kill|stop FOLDER" ;;
    esac
}
