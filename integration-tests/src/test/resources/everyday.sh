# SPDX-License-Identifier: Apache-2.0
# A day with an image: settings, layers, desktop, listings, odd names. EverydayTest runs it in odd places and expects the
# same words everywhere, so nothing here may print what depends on the place: paths below the working folder are written
# as they are from there, and the folders themselves as @.
# Usage: bash everyday.sh IMAGE      (in an empty folder)
export LC_ALL=C
image=$1
here=$PWD

# shown TEXT: the text with the place taken out of it, both as it is and as messages spell control characters
shown() {
    local text=$1 place
    for place in "$here" "${image%/*}"; do
        text=${text//"$place/"/}
        text=${text//"$place"/@}
        text=${text//"${place//$'\n'/\\x0a}/"/}        # as messages spell it
        text=${text//"${place//$'\n'/\\n}/"/}          # and JSON
        text=${text//"${place//$'\xe9'/\\udce9}/"/}
    done
    printf '%s\n' "$text"
}

# t COMMAND...: runs a command and shows its words, what it printed and its status
t() {
    local out status
    out=$("$@" 2>&1)
    status=$?
    shift
    shown "== $*"
    [ -z "$out" ] || shown "$out"
    echo "-> $status"
}

section() { echo "#### $*"; }
app() { ./app "$@"; }

cp "$image" app
chmod u+w app

section what it is
t app fim-version short
t "$image" fim-version short
t app fim-help exec
t app fim-help env
t app fim-help bind
t app fim-help layer
t app fim-help nothing
t app fim-exec --help
t app fim-unknown
t app fim-version
t app fim-version deps

section settings as they are made
t app fim-perms list
t app fim-perms list --json
t app fim-unshare list
t app fim-unshare list --json
t app fim-env list
t app fim-env list --json
t app fim-bind list
t app fim-bind list --json
t app fim-boot show
t app fim-overlay show
t app fim-overlay show --json
t app fim-remote show
t app fim-layer list

section permissions
t app fim-perms add home
t app fim-perms add network,audio
t app fim-perms list
t app fim-perms list --json
t app fim-perms del network
t app fim-perms list
t app fim-perms set wayland,xorg
t app fim-perms list
t app fim-perms add nothing
t app fim-perms add
t app fim-perms add home,
t app fim-perms list
t app fim-perms set all
t app fim-perms list --json
t app fim-perms clear
t app fim-perms list
t app fim-perms foo

section namespaces
t app fim-unshare add uts
t app fim-unshare add cgroup,uts
t app fim-unshare list
t app fim-unshare list --json
t app fim-unshare del uts
t app fim-unshare list
t app fim-unshare set all
t app fim-unshare list
t app fim-unshare clear
t app fim-unshare list
t app fim-unshare add time

section variables
t app fim-env add A=1
t app fim-env add 'B=two words' 'C=$A and more'
t app fim-env add 'D=$(echo from the shell)'
t app fim-env add $'E=line\nend'
t app fim-env add $'X=\xff\xfe'
t app fim-env add 'F=equals=sign'
t app fim-env list
t app fim-env list --json
t app fim-exec sh -c 'echo "$A|$B|$C|$D"'
t app fim-exec sh -c 'printf "%s" "$E" | wc -l'
t app fim-exec sh -c 'printf %s "$X" | od -An -tx1'
t app fim-exec sh -c 'echo "$F"'
t app fim-env del B
t app fim-env del nothing
t app fim-env list
t app fim-env add noequals
t app fim-env add =x
t app fim-env add
t app fim-env set ONLY=one
t app fim-env list
t app fim-exec sh -c 'echo "$ONLY$A"'
t app fim-env clear
t app fim-env list
t app fim-env 

section binds
mkdir music "folder with space" 'it'\''s'
echo song > music/song
echo space > "folder with space/file"
echo quote > "it's/file"
t app fim-bind add ro "\"$here/music\"" /music
t app fim-exec cat /music/song
t app fim-exec sh -c 'echo no > /music/song'
t app fim-bind add rw "\"$here/folder with space\"" /space
t app fim-exec sh -c 'cat /space/file; echo new > /space/made'
t cat "folder with space/made"
t app fim-bind add ro "\"$here/it's\"" "/it's"
t app fim-exec cat "/it's/file"
t app fim-bind add ro /nowhere/at/all /nowhere
t app fim-exec test -e /nowhere
t app fim-bind list
t app fim-bind list --json
t app fim-bind del 9
t app fim-bind del 3
t app fim-bind del 0
t app fim-bind list
t app fim-exec test -e /music
t app fim-bind add no /a /b
t app fim-bind add ro /a
t app fim-bind del x
t app fim-bind del 1
t app fim-bind del 0
t app fim-bind list

section what starts
t app fim-boot set echo first second
t app fim-boot show
t app
t app third 'fourth word'
t app fim-boot set sh -c 'echo "$0" "$#"'
t app a b
t app fim-boot clear
t app fim-boot show
t app -c 'echo a shell'
t app fim-boot set

section programs
t app fim-exec true
t app fim-exec false
t app fim-exec sh -c 'exit 42'
t app fim-exec sh -c 'kill -9 $$'
t app fim-exec nothing-of-that-name
t app fim-exec
t app fim-exec echo 'two words' '' '*' "it's" '$HOME'
t app fim-exec echo $'line\nend'
t app fim-exec printf '%s' $'\xff'
t app fim-exec echo --json --help
t app fim-exec sh -c 'echo out; echo err >&2'
t app fim-root id -u
t app fim-exec sh -c 'echo kept > /kept'
t app fim-exec cat /kept
t app fim-root cat /kept
t app fim-exec rm /kept
t app fim-exec cat /kept
echo from stdin | t app fim-exec cat
t app fim-exec wc -c < /dev/null
t "$image" fim-exec echo the image itself
t "$image" fim-exec sh -c 'echo one > /of-the-image; cat /of-the-image'
t "$image" fim-exec cat /of-the-image

section overlay, case, notice, remote
t app fim-overlay set overlayfs
t app fim-overlay show
t app fim-overlay set bwrap
t app fim-overlay show --json
t app fim-overlay set none
t app fim-casefold on
t app fim-casefold off
t app fim-casefold maybe
t app fim-notify on
t app fim-notify off
t app fim-notify
t app fim-remote set https://example.org/app
t app fim-remote show
t app fim-remote show --json
t app fim-remote clear
t app fim-remote show

section layers
mkdir -p 'tree/with space' tree/deep/er
echo plain > tree/plain
echo space > 'tree/with space/file name'
echo deep > tree/deep/er/file
printf newline > $'tree/new\nline'
printf quote > 'tree/"quote"'
ln -s plain tree/link
ln tree/plain tree/hard
: > tree/empty
chmod 700 tree/deep
chmod 755 tree/plain tree
chmod 644 tree/empty
touch -h -d @1700000000 tree/* tree/*/* tree/*/*/* tree
mkdir latin
printf latin > $'latin/latin-\xe9'
t app fim-layer create latin latin.layer
t test -e latin.layer
t app fim-layer create tree one.layer
t app fim-layer create tree 'two layer'
t cmp one.layer 'two layer'
t app fim-layer verify one.layer
t app fim-layer list-files one.layer
t app fim-layer list-files --json one.layer
t app fim-layer diff one.layer 'two layer'
t app fim-layer extract one.layer out
t diff -r --no-dereference tree out
t stat -c '%a %s %F %n' out/plain out/deep out/empty out/link
t test out/plain -ef out/hard
t readlink out/link
t app fim-layer extract one.layer out
t app fim-layer create nothing no.layer
t test -e no.layer
t app fim-layer create tree
t app fim-layer add nothing.layer
t app fim-layer add tree/plain
t app fim-layer add 'two layer'
t app fim-exec cat /plain /link '/with space/file name' /deep/er/file
t app fim-exec cat $'/new\nline' '/"quote"'
t app fim-exec sh -c 'echo changed > /plain; cat /plain /hard'
t app fim-exec rm -r /deep
t app fim-exec test -e /deep
t app fim-layer verify app
t app fim-layer list-files --layer 1 app
t app fim-layer extract --layer 1 app again
t diff -r --no-dereference out again
t app fim-layer list-files --layer 7 app
t app fim-layer info nothing.layer
t app fim-layer verify tree/plain
t app fim-layer

section layers from elsewhere
mkdir more 'more layers'
echo more > more/more
t app fim-layer create more 'more layers/more.layer'
FIM_LAYERS="'$here/more layers/more.layer'" t app fim-exec cat /more
FIM_LAYERS="'$here/more layers'" t app fim-exec cat /more
FIM_LAYERS=/nowhere t app fim-exec echo fine
t app fim-exec cat /more

section own data folder
mkdir data $'d\xe9'
FIM_DIR_DATA="$here/data" t app fim-exec sh -c 'echo elsewhere > /elsewhere'
FIM_DIR_DATA="$here/data" t app fim-exec cat /elsewhere
t app fim-exec cat /elsewhere
FIM_DIR_DATA="$here/"$'d\xe9' t app fim-exec sh -c 'echo latin > /latin'
FIM_DIR_DATA="$here/"$'d\xe9' t app fim-exec cat /latin
t cp -r data copy
t tar -cf data.tar data
t rm -r copy data $'d\xe9'

section desktop
echo '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>' > icon.svg
cat > desktop.json << 'END'
{"name": "Every day", "icon": "./icon.svg", "categories": ["Game"], "integrations": ["ENTRY", "MIMETYPE"]}
END
t app fim-desktop dump entry
t app fim-desktop setup desktop.json
t app fim-desktop enable entry
t app fim-desktop dump icon icon-again
t cmp icon.svg icon-again.svg
t app fim-desktop enable none
t app fim-desktop enable nothing
t app fim-desktop clean
echo '{"name": ' > broken.json
t app fim-desktop setup broken.json
t app fim-desktop setup nothing.json
t app fim-desktop

section odd names
mkdir 'odd names'
for name in 'with space' $'latin-\xe9' $'line\nend' '-dash' '"quote"' "it's" '%s' 'ünï'; do
    ln app "odd names/$name" 2> /dev/null || cp app "odd names/$name"
    t "odd names/$name" fim-version short
    t "odd names/$name" fim-perms list
    t "odd names/$name" fim-exec echo fine
done
t rm -r 'odd names'

section back to the start
t app fim-env add LEFT=over
t app fim-perms add home
t app fim-reset environment
t app fim-env list
t app fim-perms list
t app fim-reset nothing
t app fim-reset
t app fim-reset all
t app fim-perms list
t app fim-env list
t app fim-boot show
t app fim-exec echo the end
