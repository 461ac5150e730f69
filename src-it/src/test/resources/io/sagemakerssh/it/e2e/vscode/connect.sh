# What Remote-SSH has a shell of the host read from its standard input, in our own words: get the server, start it unless
# it runs, say between two marks where it listens, and keep the connection. Set before it: UUID, FOLDER, COMMIT, LISTEN.
bin=$FOLDER/bin/$COMMIT
log=$FOLDER/.$COMMIT.log
pid=$FOLDER/.$COMMIT.pid
mkdir -p "$bin"
echo "$UUID: running"

if [ ! -f "$bin/server.py" ]; then
  echo "$UUID:trigger_server_download"
  echo "artifact==server-linux-x64=="
  echo "destFolder==$FOLDER/bin/=="
  echo "destFolder2==$COMMIT/vscode-server.tar.gz=="
  echo "$UUID:trigger_server_download_end"
  until [ -f "$bin/vscode-server.tar.gz.done" ]; do
    printf ' '
    sleep 0.1
  done
  tar -xzf "$bin/vscode-server.tar.gz" -C "$bin" || echo "$UUID: unpacking failed"
fi

if [ -f "$pid" ] && kill -0 "$(cat "$pid")" 2> /dev/null; then
  echo "Found running server"
else
  rm -f "$log"
  python3 "$bin/server.py" $LISTEN > "$log" 2>&1 < /dev/null &
  echo $! > "$pid"
  echo "Spawned remote server: $!"
fi

listening=
while [ -z "$listening" ]; do
  sleep 0.03
  listening=$(sed -n 's/^Extension host agent listening on //p' "$log" 2> /dev/null)
done
echo "$UUID: start"
echo "listeningOn==$listening=="
echo "platform==linux=="
echo "SSH_AUTH_SOCK==$SSH_AUTH_SOCK=="
echo "$UUID: end"

while true; do
  sleep 180
  printf ' '
done
